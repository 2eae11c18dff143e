import { describe, expect, it, onTestFailed } from 'vitest';
import { project } from '../cli/program.ts';
import { gone } from '../process/children.ts';
import { type Fault, HARD, MILD } from './faults.ts';
import { type Isolation, plugin } from './plugged.ts';
import { type Client, client, serveMeasured, type Told, timesOf } from './under-load.ts';

/**
 * What a plugin may do wrong, each against a server that is under load all the time:
 *
 *     GET /bare    no plugin takes part
 *     GET /plain   the plugin `healthy` does
 *     GET /open    the faulty plugin does, and is not critical
 *     GET /strict  the same under another name, and critical
 *
 * A request for /open?fail or /strict?fail makes the plugin do it.
 */
const PLAIN = `
  GET /bare: { mock: { body: ok } }
  GET /plain: { mock: { body: ok } }`;
const TAKING_PART = `
  GET /open: { mock: { body: "\${default(headers['x-plugin'], 'without')}" }, plugins: { strict: false } }
  GET /strict: { mock: { body: "\${default(headers['x-plugin'], 'without')}" }, plugins: { open: false } }
`;

const HEALTHY = plugin(
  'healthy',
  "hooks: { afterResponse: { routes: ['/plain'], handler: () => ({ headers: { 'x-healthy': '1' } }) } }",
);

const faulty = ({ code, before = '' }: Fault) => `${before}
${plugin(
  'faulty',
  `hooks: { beforeRequest: { routes: ['/open', '/strict'], handler(request, call, context) {
    if (request.query.fail !== undefined) { ${code} }
    return { headers: { 'x-plugin': String(process.pid) } };
  } } }`,
)}`;

const configOf = (isolation: Isolation, { entry = '' }: Fault) => `
plugins:
  healthy: { module_path: ./healthy.ts, max_execution_time: 1s }
  open: { module_path: ./faulty.ts, isolation: ${isolation}, ${entry} }
  strict: { module_path: ./faulty.ts, isolation: ${isolation}, critical: true, ${entry} }
endpoints:${PLAIN}${TAKING_PART}`;

const isPlain = ({ status, body }: Told) => status === 200 && body === '"ok"';
const isWith = ({ status, body }: Told) => status === 200 && /^"\d+"$/.test(body);
const isWithout = {
  open: ({ status, body }: Told) => status === 200 && body === '"without"',
  strict: ({ status, body }: Told) => status === 503 && body.includes('"BW6080"'),
};

/** Serves an API with a plugin that may fail, and beside it the same without any plugin: both under the same load. */
async function underLoad(isolation: Isolation, fault: Fault) {
  const files = { 'healthy.ts': HEALTHY, 'faulty.ts': faulty(fault) };
  const [server, control] = await Promise.all([
    serveMeasured(project({ 'backworks.yaml': configOf(isolation, fault), ...files })),
    serveMeasured(project({ 'backworks.yaml': `endpoints:${PLAIN}\n` })),
  ]);
  // What the server said of plugins explains most of what may go wrong.
  onTestFailed(() =>
    console.error(
      server.output.stderr
        .match(/^.*"plugin":.*$/gm)
        ?.slice(-40)
        .join('\n'),
    ),
  );
  const others = [
    client(`${server.url}/bare`, isPlain),
    client(`${server.url}/plain`, (told) => isPlain(told) && told.headers['x-healthy'] === '1'),
  ];
  const controls = [client(`${control.url}/bare`, isPlain), client(`${control.url}/plain`, isPlain)];
  const users = {
    open: client(`${server.url}/open`, (told) => isWith(told) || isWithout.open(told)),
    strict: client(`${server.url}/strict`, (told) => isWith(told) || isWithout.strict(told)),
  };
  const all: readonly Client[] = [...others, ...controls, ...Object.values(users)];
  await Promise.all(all.map((one) => one.answers(60)));
  return { server, control, others, controls, users, all };
}

/** Milliseconds: five times what is promised, so that no busy machine fails the test. */
const LATE = 5 * 10;
const RECOVERY = 5 * 1_000;

/** Bytes that may stay in the server. */
const MOST_KEPT = 20 * 1_048_576;

const worst = (times: readonly number[]) => Math.max(0, ...times);

describe.each<[Isolation, readonly Fault[]]>([
  ['process', [...MILD, ...HARD]],
  ['inline', MILD],
])('a plugin (%s) that', (isolation, faults) => {
  it.each(faults)('$what', async (fault) => {
    const { server, control, others, controls, users, all } = await underLoad(isolation, fault);
    const before = await server.resident();
    for (const name of ['open', 'strict'] as const) {
      const user = users[name];
      const { body: pid } = await user.next(isWith);

      const begin = performance.now();
      const answer = await fetch(`${server.url}/${name}?fail`);
      const told = { status: answer.status, body: await answer.text() } as Told;
      if (fault.answered !== 'without' && isWith(told)) expect(told.body).toBe(pid);
      else expect(isWithout[name](told) && fault.answered !== 'with', JSON.stringify(told)).toBe(true);

      const isBack = ({ body }: Told) =>
        fault.process === undefined || (body === pid) === (fault.process === 'stays');
      const back = await user.next((one) => isWith(one) && isBack(one));
      const recovery = back.at + back.took - begin;
      // Of so many that one in a hundred is more than the one of each client that a moment's standstill meets.
      await Promise.all(others.map((one) => one.answers(150)));
      const end = performance.now();

      // What a server without plugins takes longer for in the same run is the machine's doing.
      const bound = LATE + worst(timesOf(controls, 0, end));
      const times = timesOf(others, begin, end);
      expect(times.filter((time) => time > bound).length / times.length).toBeLessThan(fault.late ?? 0.01);
      expect(recovery).toBeLessThan(RECOVERY);
      if (fault.process === 'handed over')
        expect(user.told.filter((one) => one.at > begin && !isWith(one))).toEqual([]);
    }
    await Promise.all(all.map((one) => one.stop()));
    expect(all.flatMap(({ failed }) => failed)).toEqual([]);
    const kept = (await server.resident()) - before;
    expect(kept).toBeLessThan(MOST_KEPT);

    const pids = server.descendants();
    expect((await server.stop()).code).toBe(0);
    await gone(...pids);
    await control.stop();
  });
});
