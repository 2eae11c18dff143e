import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { agreement } from './agreement.ts';
import { codeActions } from './code-actions.ts';
import { completion } from './completion.ts';
import { diagnostics } from './diagnostics.ts';
import { hover } from './hover.ts';
import { LanguageServer } from './language-server.ts';
import { laterModes } from './later-modes.ts';
import { snippets } from './snippets.ts';

// One process for all cases: it is slow to start and fast to ask.
describe('in an editor', () => {
  const folder = mkdtempSync(join(tmpdir(), 'backworks-editor-'));
  let server: LanguageServer;

  beforeAll(async () => {
    server = await LanguageServer.start(folder);
  });

  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const editor = () => server;
  describe('completion', () => completion(editor));
  describe('hover', () => hover(editor));
  describe('a snippet', () => snippets(editor));
  describe('diagnostics', () => diagnostics(editor, folder));
  describe('the verdict', () => agreement(editor));
  describe('a later mode', () => laterModes(editor, folder));
  describe('quick fixes', () => codeActions(editor));
});
