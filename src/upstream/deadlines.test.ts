import { expect, it } from 'vitest';
import { Deadlines, type Watched } from './deadlines.ts';

/** Resolves when it is late. */
function watched(deadline: number): Watched & { readonly late: Promise<void> } {
  let expire = () => {};
  const late = new Promise<void>((resolve) => {
    expire = resolve;
  });
  return { deadline, slot: -1, expire, late };
}

it('tells those that are late, and nobody else', async () => {
  const deadlines = new Deadlines(5);
  const soon = watched(performance.now() + 20);
  const never = watched(Number.POSITIVE_INFINITY);
  const moved = watched(performance.now() + 20);
  const released = watched(performance.now() + 20);
  let wrong = 0;
  for (const one of [never, moved, released]) void one.late.then(() => (wrong += 1));
  for (const one of [soon, never, moved, released]) deadlines.watch(one);
  moved.deadline = Number.POSITIVE_INFINITY;
  deadlines.release(released);
  await soon.late;
  const last = watched(performance.now() + 20);
  deadlines.watch(last);
  await last.late;
  expect(wrong).toBe(0);
  deadlines.stop();
});

it('forgets at once whoever was watched twice, as a repeated request is', async () => {
  const deadlines = new Deadlines(5);
  const twice = watched(performance.now() + 20);
  let late = false;
  void twice.late.then(() => {
    late = true;
  });
  deadlines.watch(twice);
  deadlines.watch(twice);
  deadlines.release(twice);
  const other = watched(performance.now() + 40);
  deadlines.watch(other);
  await other.late;
  expect(late).toBe(false);
  deadlines.stop();
});
