import { fail, ok, type Result } from '../../shared/result.ts';
import type { CharSet } from './char-set.ts';
import { type Automaton, type AutomatonState, createAutomaton } from './lazy-automaton.ts';
import { parseRegex } from './parse-regex.ts';
import { compileProgram } from './program.ts';

/** That the whole text matches a pattern, or does not. */
export interface TextCondition {
  readonly pattern: string;
  readonly wanted: boolean;
}

/** Instructions of all patterns together beyond which nothing is looked for. */
const maximumSize = 600;
/** Steps of one machine by one character before the search gives up. */
const maximumSteps = 5000;

const newline = 10;

/**
 * A text of at least one character and one line that fulfils all conditions and is none of `excluded`: the shortest that there
 * is. `undefined` when there is certainly none; fails when that is too much to find out.
 */
export function findText(
  conditions: readonly TextCondition[],
  excluded: readonly string[],
): Result<string | undefined, string> {
  const machines: Machine[] = [];
  for (const { pattern } of conditions) {
    const machine = machineOf(pattern);
    if (machine === undefined) return fail('no machine tells its texts one character at a time');
    machines.push(machine);
  }
  if (machines.reduce((sum, { size }) => sum + size, 0) > maximumSize) return fail('the patterns are too large');
  return search(
    machines.map(({ automaton }) => automaton),
    conditions,
    charactersOf(machines, excluded),
    excluded,
  );
}

interface Machine {
  readonly automaton: Automaton;
  /** What its patterns tell apart. */
  readonly sets: ReadonlySet<CharSet>;
  readonly size: number;
}

const machines = new Map<string, Machine | undefined>();
/** Machines that are remembered at most. */
const maximumMachines = 1000;

/** The machine of a pattern; `undefined` when it is none, or looks at the characters around. */
function machineOf(pattern: string): Machine | undefined {
  if (machines.has(pattern)) return machines.get(pattern);
  if (machines.size >= maximumMachines) machines.clear();
  const machine = buildMachine(pattern);
  machines.set(pattern, machine);
  return machine;
}

function buildMachine(pattern: string): Machine | undefined {
  const parsed = parseRegex(pattern, { dotAll: false });
  if (!parsed.ok) return undefined;
  const program = compileProgram(parsed.value);
  if (program.looksAround) return undefined;
  const sets = program.instructions.flatMap((one) => (one.kind === 'chars' ? [one.set] : []));
  return { automaton: createAutomaton(program), sets: new Set(sets), size: program.instructions.length };
}

/** One character for all those that no pattern and no excluded text tells apart. */
function charactersOf(all: readonly Machine[], excluded: readonly string[]): readonly number[] {
  const bounds = new Set([0, 0x20, 0x61, 0x7b, 0x7f, 0xd800, 0xe000, newline, newline + 1]);
  for (const set of all.flatMap(({ sets }) => [...sets]))
    for (const [i, code] of set.entries()) bounds.add(i % 2 === 0 ? code : code + 1);
  for (const code of excluded.flatMap((text) => [...text].map((char) => char.codePointAt(0) ?? 0)))
    bounds.add(code).add(code + 1);
  const codes = [...bounds].filter((code) => code !== newline && (code < 0xd800 || code >= 0xe000) && code <= 0x10ffff);
  // Letters first, so that what is found can be read.
  const rank = (code: number): number => (code >= 0x61 && code < 0x7b ? 0 : code > 0x20 && code < 0x7f ? 1 : 2);
  return codes.sort((a, b) => rank(a) - rank(b) || a - b);
}

interface Place {
  readonly states: readonly AutomatonState[];
  readonly text: string;
}

function search(
  automata: readonly Automaton[],
  conditions: readonly TextCondition[],
  codes: readonly number[],
  excluded: readonly string[],
): Result<string | undefined, string> {
  // Of a text, only as much is remembered as an excluded one begins with.
  const beginnings = new Set(excluded.flatMap((text) => [...text].map((_, i, all) => all.slice(0, i + 1).join(''))));
  const refused = new Set(excluded);
  const seen = new Set<string>();
  let steps = 0;
  let open: Place[] = [{ states: automata.map(({ initial }) => initial), text: '' }];
  while (open.length > 0) {
    const further: Place[] = [];
    for (const { states, text } of open) {
      for (const code of codes) {
        steps += states.length;
        if (steps > maximumSteps) return fail('too many steps');
        const next = states.map((state, i) => automata[i]?.next(state, code) ?? state);
        if (next.some(({ isDead }, i) => isDead && conditions[i]?.wanted === true)) continue;
        const longer = text + String.fromCodePoint(code);
        const isMet = next.every(({ accepts }, i) => accepts === conditions[i]?.wanted);
        if (isMet && !refused.has(longer)) return ok(longer);
        const key = `${beginnings.has(longer) ? longer : ''}\n${next.map((one) => one.key).join('\n')}`;
        if (seen.has(key)) continue;
        seen.add(key);
        further.push({ states: next, text: longer });
      }
    }
    open = further;
  }
  return ok(undefined);
}
