import { expect, it } from 'vitest';
import { Latest } from './latest.ts';

function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

it('gives each caller its own result when calls do not overlap', async () => {
  const latest = new Latest<number>();
  expect(await latest.run(async () => 1)).toBe(1);
  expect(await latest.run(async () => 2)).toBe(2);
});

it('ends the running job for a newer one and gives both callers the newest result', async () => {
  const latest = new Latest<number>();
  const { opened, open } = gate();
  const first = latest.run(async (signal) => {
    await opened;
    signal.throwIfAborted();
    return 1;
  });
  const second = latest.run(async () => 2);
  open();
  expect(await Promise.all([first, second])).toEqual([2, 2]);
});

it('skips jobs that were overtaken before they began', async () => {
  const latest = new Latest<number>();
  const { opened, open } = gate();
  const begun: number[] = [];
  const job = (number: number) => async () => {
    begun.push(number);
    await opened;
    return number;
  };
  const results = [latest.run(job(1)), latest.run(job(2)), latest.run(job(3))];
  open();
  await Promise.all(results);
  expect(begun).not.toContain(2);
});

it('never runs two jobs at once', async () => {
  const latest = new Latest<void>();
  let running = 0;
  let most = 0;
  const job = async () => {
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    running -= 1;
  };
  await Promise.all([latest.run(job), latest.run(job), latest.run(job)]);
  expect(most).toBe(1);
});

it('tells the caller when the job itself failed', async () => {
  const latest = new Latest<number>();
  await expect(latest.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await latest.run(async () => 2)).toBe(2);
});

it('waits for the end of the running job when it stops', async () => {
  const latest = new Latest<number>();
  let ended = false;
  const result = latest.run(async (signal) => {
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    ended = true;
    return 1;
  });
  await Promise.resolve();
  await latest.stop();
  expect(ended).toBe(true);
  expect(await result).toBe(1);
});
