import type { Finding, Place } from '../diagnostics/diagnostic.ts';

/** Deeper than any specification, and shallow enough for recursion over it. */
const maxDepth = 200;
/** Five times a specification with 10,000 alerts; YAML aliases are counted as often as they are used. */
const maxNodes = 5_000_000;

interface Entry {
  readonly value: unknown;
  readonly depth: number;
  readonly key: string | number;
  readonly parent: Entry | undefined;
}

function pathOf(entry: Entry): Place['path'] {
  const path: (string | number)[] = [];
  for (let at: Entry | undefined = entry; at?.parent !== undefined; at = at.parent) path.unshift(at.key);
  return path;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

function isPlain(value: object): boolean {
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  // A document may come from another realm: its `Object.prototype` is not ours.
  return prototype === null || (isObject(prototype) && Object.getPrototypeOf(prototype) === null);
}

/** Types of values that are no data. */
const unusual: ReadonlySet<string> = new Set(['function', 'symbol', 'bigint']);

type Refuse = (entry: Entry, code: string, message: string, help: string) => void;

function refuseScalar(entry: Entry, refuse: Refuse): void {
  if (!unusual.has(typeof entry.value)) return;
  refuse(entry, 'shape/not-data', `a ${typeof entry.value} is not data`, 'use texts, numbers, lists and objects only');
}

/**
 * Whether the value is plain data of a reasonable size. Everything after this check may recurse over it, and clone it.
 * Without recursion itself, and done after a bounded number of steps: cyclic data is too deep.
 */
export function checkLimits(document: unknown): readonly Finding[] {
  const findings: Finding[] = [];
  const refuse = (entry: Entry, code: string, message: string, help: string, atKey = false) => {
    findings.push({ code, severity: 'error', message, help, place: { path: pathOf(entry), ...(atKey && { atKey }) } });
  };
  const stack: Entry[] = [{ value: document, depth: 0, key: '', parent: undefined }];
  let nodes = 0;
  for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
    const { value, depth } = entry;
    if (!isObject(value)) {
      refuseScalar(entry, refuse);
      continue;
    }
    if (!isPlain(value)) {
      const message = 'this value is neither a list nor a plain object';
      refuse(entry, 'shape/not-data', message, 'use texts, numbers, lists and objects only');
      continue;
    }
    if (depth >= maxDepth) {
      const message = `the specification is nested more than ${maxDepth} levels deep`;
      refuse(entry, 'shape/too-deep', message, 'flatten it; a value must not contain itself');
      return findings;
    }
    for (const [key, child] of Object.entries(value)) {
      nodes += 1;
      if (typeof child !== 'object' && !unusual.has(typeof child) && key !== '__proto__') continue;
      const below: Entry = {
        value: child,
        depth: depth + 1,
        key: Array.isArray(value) ? Number(key) : key,
        parent: entry,
      };
      if (key === '__proto__')
        refuse(below, 'shape/unknown-field', '`__proto__` is not a known field', 'remove it', true);
      else stack.push(below);
    }
    if (nodes > maxNodes) {
      const message = `the specification has more than ${maxNodes / 1_000_000} million values`;
      return [
        { code: 'shape/too-large', severity: 'error', message, help: 'split it by service', place: { path: [] } },
      ];
    }
  }
  return findings.reverse();
}
