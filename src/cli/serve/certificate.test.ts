import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { BackworksError } from '../../base/errors.ts';
import type { LogEntry } from '../log.ts';
import { followCertificate, wayTo } from './certificate.ts';

let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'backworks-certificate-')));
  return () => rmSync(folder, { recursive: true, force: true });
});

/** Follows the two files with what stands for the server: it refuses halves that do not belong together. */
async function follow(cert: string, key: string) {
  const readAt = Date.now();
  const shown: string[] = [];
  const entries: LogEntry[] = [];
  const halves = () => [cert, key].map((file) => readFileSync(file, 'utf8'));
  let last = halves().join();
  const renewCertificate = async () => {
    const [one, other] = halves();
    if (one !== other) throw new BackworksError('BW3323', 'they do not belong together');
    if (last === `${one},${other}`) return undefined;
    last = `${one},${other}`;
    shown.push(String(one));
    return new Date(0);
  };
  const end = await followCertificate({
    app: { renewCertificate },
    server: { tls: { kind: 'files', cert, key, fingerprint: '' } },
    log: { entry: (entry) => void entries.push(entry) },
    readAt,
  });
  onTestFinished(async () => await end?.());
  return { shown, entries };
}

function writePair(into: string, content: string): void {
  mkdirSync(into, { recursive: true });
  for (const name of ['cert.pem', 'key.pem']) writeFileSync(join(into, name), content);
}

/** Puts a link to another goal in the place of one, in one step. */
function relink(goal: string, link: string): void {
  symlinkSync(goal, `${link}.new`);
  renameSync(`${link}.new`, link);
}

const within = { timeout: 10_000 };

describe('a certificate is taken up', () => {
  it('when its files are written again, one after the other', async () => {
    writePair(folder, 'first');
    const { shown, entries } = await follow(join(folder, 'cert.pem'), join(folder, 'key.pem'));
    writePair(folder, 'second');
    await vi.waitFor(() => expect(shown).toEqual(['second']), within);
    expect(entries).toMatchObject([
      { level: 'warn', type: 'certificate.renewed', message: expect.stringContaining('1970-01-01') },
    ]);
  });

  it('when the links of both lead to others, as certbot does', async () => {
    for (const name of ['first', 'second', 'third']) writePair(join(folder, 'archive', name), name);
    const live = join(folder, 'live');
    mkdirSync(live);
    const lead = (name: string) => {
      for (const file of ['cert.pem', 'key.pem']) relink(`../archive/${name}/${file}`, join(live, file));
    };
    lead('first');
    const { shown } = await follow(join(live, 'cert.pem'), join(live, 'key.pem'));
    for (const name of ['second', 'third']) {
      lead(name);
      await vi.waitFor(() => expect(shown.at(-1)).toBe(name), within);
    }
  });

  it('when the folder that both stand in is exchanged, as Kubernetes does', async () => {
    for (const name of ['first', 'second', 'third']) writePair(join(folder, `..${name}`), name);
    relink('..first', join(folder, '..data'));
    for (const file of ['cert.pem', 'key.pem']) symlinkSync(`..data/${file}`, join(folder, file));
    const { shown } = await follow(join(folder, 'cert.pem'), join(folder, 'key.pem'));
    for (const name of ['second', 'third']) {
      const before = name === 'second' ? '..first' : '..second';
      relink(`..${name}`, join(folder, '..data'));
      rmSync(join(folder, before), { recursive: true });
      await vi.waitFor(() => expect(shown.at(-1)).toBe(name), within);
    }
  });

  it('when a link above its folder leads elsewhere', async () => {
    for (const name of ['first', 'second']) writePair(join(folder, name), name);
    relink('first', join(folder, 'current'));
    const { shown } = await follow(join(folder, 'current/cert.pem'), join(folder, 'current/key.pem'));
    relink('second', join(folder, 'current'));
    await vi.waitFor(() => expect(shown).toEqual(['second']), within);
  });
});

it('a broken pair is reported with its code, and a good one after it is taken up', async () => {
  writePair(folder, 'first');
  const { shown, entries } = await follow(join(folder, 'cert.pem'), join(folder, 'key.pem'));
  writeFileSync(join(folder, 'key.pem'), 'other');
  await vi.waitFor(() => expect(entries).toHaveLength(1), within);
  expect(entries).toMatchObject([
    { level: 'error', type: 'certificate.refused', fields: { code: 'BW3323' } },
  ]);
  writeFileSync(join(folder, 'cert.pem'), 'other');
  await vi.waitFor(() => expect(shown).toEqual(['other']), within);
});

it('a server without files of its own has nothing to follow', async () => {
  const app = { renewCertificate: () => Promise.reject(new Error('not asked for')) };
  const log = { entry: () => {} };
  const end = (tls: undefined | { kind: 'auto'; folder: string }) =>
    followCertificate({ app, server: { tls }, log, readAt: 0 });
  expect(await end(undefined)).toBeUndefined();
  expect(await end({ kind: 'auto', folder })).toBeUndefined();
});

it('the way to a file has every link, and ends where links lead round', () => {
  symlinkSync('b', join(folder, 'a'));
  symlinkSync('a', join(folder, 'b'));
  expect(new Set(wayTo(join(folder, 'a')))).toEqual(new Set([join(folder, 'a'), join(folder, 'b')]));
  expect(wayTo(join(folder, 'none/at/all'))).toEqual([join(folder, 'none/at/all')]);
});
