import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { encodeFrame, FrameReader } from './frames.ts';
import type { CodeAction, CompletionItem, Marked, Position } from './protocol.ts';

const program = join(
  dirname(createRequire(import.meta.url).resolve('yaml-language-server/package.json')),
  'bin/yaml-language-server',
);

/** What editors say they can do; the server asks for its settings instead of being sent them. */
const capabilities = {
  workspace: { configuration: true },
  textDocument: {
    completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown', 'plaintext'] } },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    publishDiagnostics: {},
  },
};

/** The settings of a fresh installation, but for the catalogue that would be fetched from the network. */
const settings: Readonly<Record<string, unknown>> = {
  yaml: { schemaStore: { enable: false }, kubernetesCRDStore: { enable: false } },
};

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Red Hat's language server for YAML, as an editor runs it: a process that is spoken to over its pipes. */
export class LanguageServer {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #folder: string;
  readonly #reader = new FrameReader();
  readonly #answers = new Map<number | string, Waiting>();
  readonly #verdicts = new Map<string, Waiting>();
  readonly #documents = new Map<string, OpenDocument>();
  readonly #ended: Promise<void>;
  #count = 0;

  private constructor(folder: string) {
    this.#folder = folder;
    this.#child = spawn(process.execPath, [program, '--stdio'], { stdio: 'pipe' });
    this.#child.stdout.on('data', (chunk: Buffer) => {
      for (const message of this.#reader.push(chunk)) this.#receive(message as Message);
    });
    this.#child.stderr.resume();
    this.#ended = new Promise((resolve) => {
      this.#child.on('close', (code) => {
        const error = new Error(`the language server ended with ${code}`);
        for (const { reject } of [...this.#answers.values(), ...this.#verdicts.values()]) reject(error);
        resolve();
      });
    });
  }

  /** @param folder where documents seem to lie */
  static async start(folder: string): Promise<LanguageServer> {
    const server = new LanguageServer(folder);
    const rootUri = pathToFileURL(folder).href;
    await server.#ask('initialize', { processId: process.pid, rootUri, capabilities, locale: 'en' });
    server.#tell('initialized', {});
    return server;
  }

  async stop(): Promise<void> {
    await this.#ask('shutdown');
    this.#tell('exit');
    await this.#ended;
  }

  /**
   * Shows the server a text as a file of its own, in the folder that modelines are relative to. It looks at a
   * file a fifth of a second after it was opened: who has many opens them all, and asks for each again later.
   */
  open(text: string, folder = this.#folder): OpenDocument {
    const key = JSON.stringify([folder, text]);
    const document = this.#documents.get(key) ?? this.#openNew(text, folder);
    this.#documents.set(key, document);
    return document;
  }

  #openNew(text: string, folder: string): OpenDocument {
    this.#count += 1;
    const uri = pathToFileURL(join(folder, `document-${this.#count}.yaml`)).href;
    const marks = new Promise((resolve, reject) => this.#verdicts.set(uri, { resolve, reject }));
    // Whoever asks for completions only never looks at them.
    marks.catch(() => undefined);
    this.#tell('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
    const ask: Ask = (method, params) => this.#ask(method, { textDocument: { uri }, ...params });
    return new OpenDocument(uri, text, marks as Promise<readonly Marked[]>, ask);
  }

  #receive({ id, method, params, result, error }: Message): void {
    if (method === 'textDocument/publishDiagnostics') {
      const { uri, diagnostics } = params as { uri: string; diagnostics: readonly Marked[] };
      this.#verdicts.get(uri)?.resolve(diagnostics);
    } else if (method !== undefined && id !== undefined) {
      this.#send({ id, result: method === 'workspace/configuration' ? configurationFor(params) : null });
    } else if (id !== undefined) {
      const waiting = this.#answers.get(id);
      this.#answers.delete(id);
      if (error === undefined) waiting?.resolve(result);
      else waiting?.reject(new Error(error.message));
    }
  }

  #ask(method: string, params?: object): Promise<unknown> {
    this.#count += 1;
    const id = this.#count;
    const answer = new Promise((resolve, reject) => this.#answers.set(id, { resolve, reject }));
    this.#send({ id, method, params });
    return answer;
  }

  #tell(method: string, params?: object): void {
    this.#send({ method, params });
  }

  #send(message: object): void {
    this.#child.stdin.write(encodeFrame({ jsonrpc: '2.0', ...message }));
  }
}

function configurationFor(params: unknown): unknown[] {
  const { items } = params as { items: readonly { readonly section?: string }[] };
  return items.map(({ section }) => settings[section ?? ''] ?? null);
}

/** Asks about one document. */
type Ask = (method: string, params: object) => Promise<unknown>;

/** A text the server knows. */
export class OpenDocument {
  readonly uri: string;
  readonly text: string;
  /** What the server marks in it. */
  readonly marks: Promise<readonly Marked[]>;
  readonly #ask: Ask;

  constructor(uri: string, text: string, marks: Promise<readonly Marked[]>, ask: Ask) {
    this.uri = uri;
    this.text = text;
    this.marks = marks;
    this.#ask = ask;
  }

  async complete(position: Position): Promise<readonly CompletionItem[]> {
    const list = await this.#ask('textDocument/completion', { position });
    return (list as { readonly items: readonly CompletionItem[] }).items;
  }

  /** The text over a key or value, as Markdown. */
  async hover(position: Position): Promise<string> {
    const hover = await this.#ask('textDocument/hover', { position });
    return (hover as { readonly contents: { readonly value: string } } | null)?.contents.value ?? '';
  }

  /** The quick fixes an editor offers for a mark. */
  async actions(mark: Marked): Promise<readonly CodeAction[]> {
    const params = { range: mark.range, context: { diagnostics: [mark] } };
    return (await this.#ask('textDocument/codeAction', params)) as readonly CodeAction[];
  }
}
