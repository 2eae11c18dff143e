/** Numbers that are random enough, and the same on every run (mulberry32). @returns one from 0 to below `below` */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

export function pick<Value>(random: (below: number) => number, values: readonly Value[]): Value {
  return values[random(values.length)] as Value;
}
