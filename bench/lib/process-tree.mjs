/** CPU time and memory of a process and everything it started, read from /proc. */
import { readdirSync, readFileSync } from 'node:fs';

/** Linux reports CPU time in hundredths of a second and memory in pages, on every platform Node runs on. */
const millisecondsPerTick = 10;
const bytesPerPage = 4096;

/** @returns {{ parent: number, ticks: number, pages: number } | undefined} undefined when the process is gone */
function readStat(pid) {
  let line;
  try {
    line = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The second field is the program's name in parentheses and may hold spaces: count from behind it.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const [user, system, childrenUser, childrenSystem] = fields.slice(11, 15).map(Number);
  return {
    parent: Number(fields[1]),
    ticks: user + system + childrenUser + childrenSystem,
    pages: Number(fields[21]),
  };
}

/** @returns {Map<number, number[]>} children by parent */
function readChildren() {
  const children = new Map();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    const stat = Number.isInteger(pid) ? readStat(pid) : undefined;
    if (stat) children.set(stat.parent, [...(children.get(stat.parent) ?? []), pid]);
  }
  return children;
}

/** @returns {number[]} the process and all its descendants, parents first */
export function processTree(pid) {
  const children = readChildren();
  const tree = [pid];
  for (const member of tree) tree.push(...(children.get(member) ?? []));
  return tree;
}

function sum(pid, field) {
  return processTree(pid).reduce((total, member) => total + (readStat(member)?.[field] ?? 0), 0);
}

/** @returns {number} milliseconds of CPU time, those of finished children included */
export function cpuTime(pid) {
  return sum(pid, 'ticks') * millisecondsPerTick;
}

/** @returns {number} bytes in memory */
export function residentMemory(pid) {
  return sum(pid, 'pages') * bytesPerPage;
}

/** @returns {number} milliseconds of CPU time of this process's finished children */
export function finishedChildrenCpuTime() {
  const line = readFileSync('/proc/self/stat', 'utf8');
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) * millisecondsPerTick;
}
