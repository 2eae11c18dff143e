import { describe, expect, it } from 'vitest';
import { EditedText, type TextEdit } from './edited-text.ts';

/** The same numbers on every run. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Edits that neither overlap nor touch. */
function randomEdits(length: number, random: (below: number) => number): TextEdit[] {
  const edits: TextEdit[] = [];
  for (let at = random(4); at <= length; at += 1 + random(8)) {
    const end = Math.min(length, at + random(4));
    edits.push({ start: at, end, replace: 'XY\n'.slice(0, random(4)) });
    at = end;
  }
  return edits;
}

/** From the end to the beginning, so that places stay true. */
function spliceAll(text: string, edits: readonly TextEdit[]): string {
  return [...edits].reverse().reduce((now, { start, end, replace }) => {
    return now.slice(0, start) + replace + now.slice(end);
  }, text);
}

describe('an edited text', () => {
  it('is its original until an edit is made', () => {
    const text = new EditedText('name: a\n');
    expect([text.text, text.changes()]).toEqual(['name: a\n', []]);
    expect(text.edit([]).text).toBe('name: a\n');
  });

  it('takes edits in any order', () => {
    const edits = [
      { start: 6, end: 7, replace: 'bee' },
      { start: 0, end: 1, replace: 'N' },
    ];
    expect(new EditedText('name: a\n').edit(edits).text).toBe('Name: bee\n');
  });

  it('knows its changes over several rounds by places of the original', () => {
    const text = new EditedText('nme: a\nprt: 1\n')
      .edit([{ start: 0, end: 3, replace: 'name' }])
      .edit([{ start: 8, end: 11, replace: 'port' }])
      .edit([{ start: 0, end: 4, replace: 'title' }]);
    expect(text.text).toBe('title: a\nport: 1\n');
    expect(text.changes()).toEqual([
      { start: 0, end: 3, replace: 'title' },
      { start: 7, end: 10, replace: 'port' },
    ]);
  });

  it.each(Array.from({ length: 200 }, (_, seed) => seed))('is what splicing gives: case %i', (seed) => {
    const random = randomNumbers(seed);
    const original = Array.from({ length: random(60) }, () => 'ab: {}\n👍'[random(9)] ?? '').join('');
    let text = new EditedText(original);
    let spliced = original;
    for (let round = 0; round < 4; round += 1) {
      const edits = randomEdits(spliced.length, random);
      text = text.edit(edits);
      spliced = spliceAll(spliced, edits);
      expect(text.text).toBe(spliced);
      expect(spliceAll(original, text.changes())).toBe(spliced);
    }
  });

  it('says where a place of it was at first', () => {
    const text = new EditedText('a: 1\nb: 2\n').edit([{ start: 0, end: 1, replace: 'new\nlines' }]);
    expect(text.originalPosition({ line: 2, column: 6 })).toEqual({ line: 1, column: 2 });
    expect(text.originalPosition({ line: 3, column: 4 })).toEqual({ line: 2, column: 4 });
    expect(text.originalPosition({ line: 1, column: 3 })).toEqual({ line: 1, column: 1 });
    expect(text.originalPosition({ line: 9, column: 1 })).toEqual({ line: 3, column: 1 });
  });

  it('refuses an edit of what it does not have', () => {
    expect(() => new EditedText('a').edit([{ start: 1, end: 3, replace: '' }])).toThrow(RangeError);
  });

  it('looks at each of its parts once, however many places are asked for', () => {
    let reads = 0;
    const parts = Array.from({ length: 2_000 }, (_, index) => [
      { start: index * 2, end: index * 2 + 1 },
      'new',
    ]).flat();
    const counted = new Proxy(parts, {
      get(target, key, receiver) {
        if (/^\d+$/.test(String(key))) reads += 1;
        return Reflect.get(target, key, receiver);
      },
    });
    const text = new EditedText('ab'.repeat(2_000), counted);
    for (let index = 0; index < 2_000; index += 1) {
      expect(text.originalPosition({ line: 1, column: index * 4 + 3 }).column).toBe(index * 2 + 2);
    }
    expect(reads).toBeLessThanOrEqual(4 * parts.length);
  });

  it('takes more parts than a call takes arguments', () => {
    const count = 200_000;
    const edits = Array.from({ length: count }, (_, at) => ({
      start: at * 2,
      end: at * 2 + 1,
      replace: 'b',
    }));
    const text = new EditedText('a.'.repeat(count)).edit(edits);
    expect(text.edit([{ start: 0, end: 0, replace: 'x' }]).text).toBe(`x${'b.'.repeat(count)}`);
  });

  it('takes 20,000 edits in a moment', { timeout: 5_000 }, () => {
    const edits = Array.from({ length: 20_000 }, (_, index) => ({
      start: index * 4,
      end: index * 4 + 1,
      replace: 'bb',
    }));
    const text = new EditedText('a: 1'.repeat(20_000)).edit(edits);
    expect(text.text).toBe('bb: 1'.repeat(20_000));
    for (let line = 0; line < 20_000; line += 1) text.originalPosition({ line: 1, column: line * 5 });
  });
});
