import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, symlinkSync, unlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { servableSegments } from '../../src/modes/static/path.ts';
import { type Answer, codeOf, type StaticSite, serveFolder } from './static-site.ts';

const SECRET = 'the secret';

/** A folder with secrets in it, beside it and above it. */
function guarded(development = true): Promise<StaticSite> {
  const files = {
    'public/a.txt': 'a',
    'public/sub/a.txt': 'a',
    'public/.env': SECRET,
    'public/.git/config': SECRET,
    'public/sub/.hidden': SECRET,
    'public/.well-known/security.txt': 'contact',
    'public/.well-known/.env': SECRET,
    'secret.txt': SECRET,
    'public-secret/secret.txt': SECRET,
  };
  return serveFolder(files, { development });
}

function expectRefused({ status, body }: Answer): void {
  expect([400, 404]).toContain(status);
  expect(body).not.toContain(SECRET);
}

describe('a path that leads out of the folder', () => {
  it.each([
    '/../secret.txt',
    '/sub/../../secret.txt',
    '/..%2fsecret.txt',
    '/..%2Fsecret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/.%2e/secret.txt',
    '/%252e%252e/secret.txt',
    '/..%252fsecret.txt',
    '/..%5csecret.txt',
    '/..%5Csecret.txt',
    '/..\\secret.txt',
    '/sub\\..\\..\\secret.txt',
    '/..%00/secret.txt',
    '/a.txt%00.html',
    '/%00',
    '/..%c0%afsecret.txt',
    '/%c0%ae%c0%ae/secret.txt',
    '/%e0%80%ae%e0%80%ae/secret.txt',
    '/..%u2215secret.txt',
    '/..%ef%bc%8fsecret.txt',
    '/%ef%bc%8e%ef%bc%8e/secret.txt',
    '/.../secret.txt',
    '/....//secret.txt',
    '/..;/secret.txt',
    '//secret.txt',
    '///etc/passwd',
    '//etc/passwd',
    '/%2fetc%2fpasswd',
    '/%5c%5chost%5cshare%5csecret.txt',
    '/\\\\host\\share\\secret.txt',
    '/C:/secret.txt',
    '/C:%5csecret.txt',
    '/c%3a/secret.txt',
    '/a.txt:stream',
    '/a.txt::$DATA',
    '/file:///etc/passwd',
    '/sub/%0a/../../secret.txt',
    '/a.txt%0d%0aset-cookie:%20x=1',
    '/a%7f.txt',
    '/~root/secret.txt',
    '/../public-secret/secret.txt',
    '/..%2fpublic-secret/secret.txt',
    '/./secret.txt',
    '/a.txt/../../secret.txt',
    `/${'..%2f'.repeat(500)}etc/passwd`,
    `/${'a'.repeat(5_000)}`,
    `/${'a/'.repeat(3_000)}`,
    '/%',
    '/%2',
    '/%zz',
  ])('%s finds nothing', async (path) => {
    const site = await guarded();
    const answer = await site.ask(`GET ${path}`);
    expectRefused(answer);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('in absolute form finds nothing', async () => {
    const site = await guarded();
    expectRefused(await site.ask('GET http://localhost/..%2fsecret.txt'));
  });
});

describe('names that begin with a dot', () => {
  it.each(['/.env', '/.git/config', '/sub/.hidden', '/%2eenv', '/.well-known/.env', '/.well-known2', '/.'])(
    '%s is refused',
    async (path) => expectRefused(await (await guarded()).ask(`GET ${path}`)),
  );

  it('are refused as folders', async () => {
    const site = await serveFolder({ 'public/.git/index.html': SECRET });
    expectRefused(await site.ask('GET /.git'));
    expectRefused(await site.ask('GET /.git/'));
  });

  it('but for .well-known', async () => {
    const site = await guarded();
    expect((await site.ask('GET /.well-known/security.txt')).body).toBe('contact');
  });
});

describe('a redirect to a folder', () => {
  it.each(['//evil.example', '/%2fevil.example', '/\\evil.example', '//evil.example/%2e%2e'])(
    'never leads from %s to another host',
    async (path) => {
      const site = await serveFolder({ 'public/evil.example/index.html': 'x', 'public/index.html': 'x' });
      const { headers } = await site.ask(`GET ${path}`);
      expect(headers.location).toBeUndefined();
    },
  );

  it('stays where it is below a route that takes doubled slashes', async () => {
    const files = { 'public/evil.example/index.html': 'x' };
    const site = await serveFolder(files, { route: 'GET //*' });
    const { headers } = await site.ask('GET //evil.example');
    expect(headers.location).toBe('./evil.example/');
    const { host, pathname } = new URL(headers.location ?? '', 'http://localhost//evil.example');
    expect([host, pathname]).toEqual(['localhost', '//evil.example/']);
  });
});

describe('a link', () => {
  it('inside of the folder is followed', async () => {
    const site = await guarded();
    symlinkSync('a.txt', join(site.folder, 'public/link.txt'));
    symlinkSync('sub', join(site.folder, 'public/folder'));
    expect((await site.ask('GET /link.txt')).body).toBe('a');
    expect((await site.ask('GET /folder/a.txt')).body).toBe('a');
  });

  it('that leads out of it is refused, however it does', async () => {
    const site = await guarded();
    const link = (target: string, name: string) => symlinkSync(target, join(site.folder, 'public', name));
    link('../secret.txt', 'relative.txt');
    link(join(site.folder, 'secret.txt'), 'absolute.txt');
    link('..', 'up');
    link('relative.txt', 'twice.txt');
    link('/etc/passwd', 'passwd');
    link(join(site.folder, 'public-secret'), 'sibling');
    link('loop', 'loop');
    const paths = [
      'relative.txt',
      'absolute.txt',
      'up/secret.txt',
      'twice.txt',
      'passwd',
      'sibling/secret.txt',
    ];
    for (const path of [...paths, 'loop', 'up', 'up/public/a.txt/../../secret.txt']) {
      expectRefused(await site.ask(`GET /${path}`));
      expectRefused(await site.ask(`HEAD /${path}`));
    }
    expect((await site.ask('GET /up/public/a.txt')).body).toBe('a');
  });

  it('that is put in place of a file is refused from then on', async () => {
    const site = await guarded();
    expect((await site.ask('GET /a.txt')).body).toBe('a');
    renameSync(join(site.folder, 'public/a.txt'), join(site.folder, 'moved.txt'));
    symlinkSync('../moved.txt', join(site.folder, 'public/a.txt'));
    expectRefused(await site.ask('GET /a.txt'));
  });

  it('may be the folder itself, and lead elsewhere from one request to the next', async () => {
    const files = { 'one/a': 'one', 'two/a': 'two' };
    const link = (folder: string, to: string) => symlinkSync(to, join(folder, 'now'));
    const prepare = (folder: string) => link(folder, 'one');
    const site = await serveFolder(files, { block: 'dir: ./now', prepare });
    expect((await site.ask('GET /a')).body).toBe('one');
    unlinkSync(join(site.folder, 'now'));
    link(site.folder, 'two');
    expect((await site.ask('GET /a')).body).toBe('two');
  });

  it('that changes all the time never lets a secret out', async () => {
    const site = await guarded();
    const path = join(site.folder, 'public/flip.txt');
    symlinkSync('a.txt', path);
    let isOver = false;
    const flipping = (async () => {
      for (let count = 0; !isOver; count++) {
        const next = join(site.folder, 'public', `next-${count % 2}`);
        symlinkSync(count % 2 === 0 ? '../secret.txt' : 'a.txt', next);
        renameSync(next, path);
        await turn();
      }
    })();
    const answers = await Promise.all(Array.from({ length: 300 }, () => site.ask('GET /flip.txt')));
    isOver = true;
    await flipping;
    for (const { status, body } of answers) {
      expect([200, 404, 503]).toContain(status);
      if (status === 200) expect(body).toBe('a');
    }
  });
});

describe('a folder that is exchanged for a link all the time', () => {
  it('never lets a secret out', async () => {
    const site = await serveFolder({ 'public/sub/a.txt': 'a', 'outside/a.txt': SECRET });
    const sub = join(site.folder, 'public/sub');
    let isOver = false;
    const exchanging = (async () => {
      while (!isOver) {
        renameSync(sub, `${sub}-aside`);
        symlinkSync('../outside', sub);
        await turn();
        unlinkSync(sub);
        renameSync(`${sub}-aside`, sub);
        await turn();
      }
    })();
    const answers: Answer[] = [];
    const ask = async () => {
      while (answers.length < 600) answers.push(await site.ask('GET /sub/a.txt'));
    };
    await Promise.all([ask(), ask(), ask()]);
    isOver = true;
    await exchanging;
    for (const { status, body } of answers) {
      expect([200, 404, 503]).toContain(status);
      if (status === 200) expect(body).toBe('a');
    }
  });
});

describe('what is no ordinary file', () => {
  it.runIf(process.platform !== 'win32')('is refused at once: pipes, sockets, devices', async () => {
    const site = await guarded();
    const at = (name: string) => join(site.folder, 'public', name);
    execFileSync('mkfifo', [at('pipe')]);
    const server = createServer().listen(at('socket'));
    onTestFinished(() => void server.close());
    symlinkSync('/dev/zero', at('zero'));
    mkdirSync(at('folder/index.html'), { recursive: true });
    for (const name of ['pipe', 'socket', 'zero', 'folder', 'folder/', 'folder/index.html']) {
      expectRefused(await site.ask(`GET /${name}`));
    }
  });

  it.runIf(process.getuid?.() !== 0)('is refused: files we may not read', async () => {
    const site = await guarded();
    chmodSync(join(site.folder, 'public/a.txt'), 0);
    expectRefused(await site.ask('GET /a.txt'));
  });
});

describe('a miss', () => {
  it('says why while developing, and never a path of the machine otherwise', async () => {
    const site = await guarded();
    symlinkSync('../secret.txt', join(site.folder, 'public/out.txt'));
    expect((await site.ask('GET /out.txt')).body).toContain('outside of');
    const closed = await guarded(false);
    symlinkSync('../secret.txt', join(closed.folder, 'public/out.txt'));
    for (const path of ['/out.txt', '/missing', '/.env']) {
      const answer = await closed.ask(`GET ${path}`);
      expect([answer.status, codeOf(answer)]).toEqual([404, 'BW6030']);
      expect(answer.body).not.toContain(closed.folder);
    }
  });
});

describe('on Windows', () => {
  it.each(['a.txt.', 'a.txt ', 'NUL', 'con.txt', 'COM1', 'lpt9.txt', 'GITCON~1', 'a|b', 'a*'])(
    '"%s" is no name',
    (name) => {
      expect(servableSegments(name, true)).toBeUndefined();
      expect(servableSegments(`sub/${name}`, true)).toBeUndefined();
      expect(servableSegments(name, false)).toEqual([name]);
    },
  );

  it.each(['a.txt', 'console.log', 'null', 'com.txt'])('"%s" is one', (name) => {
    expect(servableSegments(name, true)).toEqual([name]);
  });
});
