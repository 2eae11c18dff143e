import type { Diagnostic, Range } from '../../base/diagnostic.ts';
import type { LoadReport } from '../../contracts/app.ts';
import { type Candidate, type Chosen, candidateOf, chooseEdits, editsOf, leavesJson } from './choose.ts';
import { EditedText } from './edited-text.ts';
import { type Setback, setbackOf } from './progress.ts';
import { type Overlay, type Source, type SourceOptions, Sources, type Untouchable } from './sources.ts';

/** What a check must tell for its mistakes to be mended. */
export type CheckReport = Pick<LoadReport, 'diagnostics' | 'sources'>;

/** Loads and checks the configuration, with the texts of an overlay in the place of what files hold. */
export type Check<Report extends CheckReport> = (overlay: Overlay) => Promise<Report>;

/** A mistake that was mended. */
export interface Fix {
  readonly code: Diagnostic['code'];
  readonly message: string;
  readonly file: string;
  /** Where it was in the file as it stands on the disk. */
  readonly range: Range;
  /** What the edit does, in words. */
  readonly text: string;
}

/**
 * Why a mistake that has a suggestion was left: it has several, so a person has to choose (`choice`); it is a `guess`; its file
 * is not ours to write (`untouchable`); the file is JSON and would not be any more (`yaml`); the edit mends
 * nothing (`futile`), or makes more mistakes than it mends (`undone`); there were too many rounds (`rounds`).
 */
export type LeftReason = 'choice' | 'guess' | 'untouchable' | 'yaml' | 'futile' | 'undone' | 'rounds';

export interface Left {
  readonly diagnostic: Diagnostic;
  readonly why: LeftReason;
  /** Why its file is not ours to write. */
  readonly detail?: string;
}

/** A source with its edits. */
export interface FixedText {
  readonly source: Source;
  readonly edited: EditedText;
}

export interface FixReport<Report extends CheckReport = CheckReport> {
  readonly fixed: readonly Fix[];
  /** Mistakes that have a suggestion and are still there. */
  readonly left: readonly Left[];
  /** Texts that were changed; nothing is written yet. */
  readonly texts: readonly FixedText[];
  readonly before: Report;
  /** The check of the changed texts. */
  readonly after: Report;
  /** The last round made more mistakes than it mended, so it was undone. */
  readonly setback: Setback | undefined;
}

/** A fix may show the next mistake, and that one's fix another: this often. */
export const MOST_ROUNDS = 10;

/**
 * Mends what a machine can mend: every mistake with exactly one suggestion, round by round, until a check has
 * nothing more to offer. Nothing is written; text outside the edits stays as it is, byte for byte.
 *
 * @throws BackworksError BW7006 when a file changes under its check.
 */
export async function fixSources<Report extends CheckReport>(
  check: Check<Report>,
  options: SourceOptions,
): Promise<FixReport<Report>> {
  const run = new FixRun(check, new Sources(options), await check(new Map()));
  for (let round = 0; round < MOST_ROUNDS && !run.over; round += 1) await run.round();
  return run.report();
}

/** A mistake by what it says and where it was at first: the same before and after an edit that mends nothing. */
type Identity = string;

class FixRun<Report extends CheckReport> {
  /** There is nothing more to do. */
  over = false;
  readonly #check: Check<Report>;
  readonly #sources: Sources;
  readonly #before: Report;
  readonly #fixed: Fix[] = [];
  readonly #futile = new Set<Identity>();
  /** What the names of diagnostics mean. */
  readonly #opened = new Map<string, Source | Untouchable | undefined>();
  #texts = new Map<Source, EditedText>();
  #report: Report;
  #setback: Setback | undefined;

  constructor(check: Check<Report>, sources: Sources, before: Report) {
    this.#check = check;
    this.#sources = sources;
    this.#before = before;
    this.#report = before;
  }

  async round(): Promise<void> {
    const chosen = this.#choose();
    const next = this.#edit(chosen);
    if ([...next].every(([source, { text }]) => text === this.#texts.get(source)?.text)) {
      this.over = true;
      return;
    }
    const report = await this.#check(this.#sources.overlay(next, this.#report.sources.keys()));
    const applied = [...chosen.values()].flat();
    const futile = this.#futileOf(applied, report, next);
    // The round is made again without them: nobody wants an edit that mends nothing.
    if (futile.length > 0) {
      for (const identity of futile) this.#futile.add(identity);
      return this.round();
    }
    this.#setback = setbackOf(this.#report.diagnostics, report.diagnostics, applied);
    this.over = this.#setback !== undefined;
    if (this.over) return;
    for (const one of applied) this.#fixed.push(this.#fixOf(one));
    this.#texts = next;
    this.#report = report;
  }

  report(): FixReport<Report> {
    return {
      fixed: this.#fixed,
      left: this.#report.diagnostics.flatMap((diagnostic) => this.#leftOf(diagnostic)),
      texts: [...this.#texts]
        .map(([source, edited]) => ({ source, edited }))
        .filter(({ source, edited }) => edited.text !== source.text),
      before: this.#before,
      after: this.#report,
      setback: this.#setback,
    };
  }

  /** The edits of this round. */
  #choose(): Map<Source, Chosen[]> {
    const candidates = new Map<Source, Candidate[]>();
    for (const diagnostic of this.#report.diagnostics) {
      const candidate = candidateOf(diagnostic);
      const source = candidate === undefined ? undefined : this.#open(diagnostic.file);
      if (candidate === undefined || !isSource(source)) continue;
      if (this.#futile.has(this.#identify(diagnostic, this.#texts))) continue;
      const list = candidates.get(source) ?? [];
      list.push(candidate);
      candidates.set(source, list);
    }
    return new Map(
      [...candidates].map(([source, list]) => [source, chooseEdits(list, this.#textOf(source))]),
    );
  }

  #edit(chosen: ReadonlyMap<Source, readonly Chosen[]>): Map<Source, EditedText> {
    const edited = [...chosen].map(
      ([source, list]) => [source, this.#textOf(source).edit(editsOf(list))] as const,
    );
    return new Map([...this.#texts, ...edited]);
  }

  /** The mistakes that are still there after their edit. */
  #futileOf(applied: readonly Chosen[], report: Report, next: ReadonlyMap<Source, EditedText>): Identity[] {
    const present = new Set(report.diagnostics.map((diagnostic) => this.#identify(diagnostic, next)));
    return applied
      .map(({ diagnostic }) => this.#identify(diagnostic, this.#texts))
      .filter((identity) => present.has(identity));
  }

  #leftOf(diagnostic: Diagnostic): Left[] {
    if (diagnostic.suggestions.length === 0) return [];
    const candidate = candidateOf(diagnostic);
    if (candidate === undefined) {
      return [{ diagnostic, why: diagnostic.suggestions.length > 1 ? 'choice' : 'guess' }];
    }
    const source = this.#open(diagnostic.file);
    if (!isSource(source))
      return [{ diagnostic, why: 'untouchable', detail: source?.reason ?? 'its text is not known' }];
    if (leavesJson(candidate, this.#textOf(source))) return [{ diagnostic, why: 'yaml' }];
    if (this.#setback !== undefined) return [{ diagnostic, why: 'undone' }];
    return [{ diagnostic, why: this.over ? 'futile' : 'rounds' }];
  }

  #fixOf({ diagnostic, suggestion }: Chosen): Fix {
    const { code, message, file, range } = diagnostic;
    const source = this.#opened.get(file);
    const text = isSource(source) ? this.#textOf(source) : undefined;
    const place = {
      start: text?.originalPosition(range.start) ?? range.start,
      end: text?.originalPosition(range.end) ?? range.end,
    };
    return { code, message, file, range: place, text: suggestion.text };
  }

  #identify({ code, file, message, range }: Diagnostic, texts: ReadonlyMap<Source, EditedText>): Identity {
    const source = this.#opened.get(file);
    const text = isSource(source) ? texts.get(source) : undefined;
    const { line, column } = text?.originalPosition(range.start) ?? range.start;
    return [code, file, line, column, message].join('\0');
  }

  /** What a name means; undefined when the report has no text of it. */
  #open(name: string): Source | Untouchable | undefined {
    if (this.#opened.has(name)) return this.#opened.get(name);
    const text = this.#report.sources.get(name);
    const opened = text === undefined ? undefined : this.#sources.open(name, text);
    this.#opened.set(name, opened);
    return opened;
  }

  #textOf(source: Source): EditedText {
    const text = this.#texts.get(source) ?? new EditedText(source.text);
    this.#texts.set(source, text);
    return text;
  }
}

function isSource(opened: Source | Untouchable | undefined): opened is Source {
  return opened !== undefined && 'bytes' in opened;
}
