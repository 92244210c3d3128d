import { fail, ok, type Result } from '../../shared/result.ts';
import { type Automaton, type AutomatonState, createAutomaton } from './lazy-automaton.ts';
import { parseRegex } from './parse-regex.ts';
import { compileProgram, type Program } from './program.ts';

/** That the whole text matches a pattern, or does not. */
export interface TextCondition {
  readonly pattern: string;
  readonly wanted: boolean;
}

/** Sets of places that are looked at before the search gives up. */
const maximumStates = 3000;
/** Kinds of characters that are told apart at most. */
const maximumKinds = 400;

const newline = 10;

/**
 * A text of at least one character and one line that fulfils all conditions and is none of `excluded`: the shortest that there
 * is. `undefined` when there is certainly none; fails when that is too much to find out.
 */
export function findText(
  conditions: readonly TextCondition[],
  excluded: readonly string[],
): Result<string | undefined, string> {
  const programs: Program[] = [];
  for (const { pattern } of conditions) {
    const parsed = parseRegex(pattern, { dotAll: false });
    if (!parsed.ok) return fail('not a regular expression');
    const program = compileProgram(parsed.value);
    if (program.looksAround) return fail('it looks at the characters around');
    programs.push(program);
  }
  const codes = charactersOf(programs, excluded);
  if (codes === undefined) return fail('too many kinds of characters');
  return search(programs.map(createAutomaton), conditions, codes, excluded);
}

/** One character for all those that no pattern and no excluded text tells apart. */
function charactersOf(programs: readonly Program[], excluded: readonly string[]): readonly number[] | undefined {
  const sets = programs.flatMap(({ instructions }) =>
    instructions.flatMap((one) => (one.kind === 'chars' ? [one.set] : [])),
  );
  const bounds = new Set([0, 0x20, 0x61, 0x7b, 0x7f, 0xd800, 0xe000, newline, newline + 1]);
  for (const set of new Set(sets)) for (const [i, code] of set.entries()) bounds.add(i % 2 === 0 ? code : code + 1);
  for (const code of excluded.flatMap((text) => [...text].map((char) => char.codePointAt(0) ?? 0)))
    bounds.add(code).add(code + 1);
  const codes = [...bounds].filter((code) => code !== newline && (code < 0xd800 || code >= 0xe000) && code <= 0x10ffff);
  // Letters first, so that what is found can be read.
  const rank = (code: number): number => (code >= 0x61 && code < 0x7b ? 0 : code > 0x20 && code < 0x7f ? 1 : 2);
  return codes.length > maximumKinds ? undefined : codes.sort((a, b) => rank(a) - rank(b) || a - b);
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
  let open: Place[] = [{ states: automata.map(({ initial }) => initial), text: '' }];
  while (open.length > 0) {
    const further: Place[] = [];
    for (const { states, text } of open) {
      for (const code of codes) {
        const next = states.map((state, i) => automata[i]?.next(state, code) ?? state);
        if (next.some(({ isDead }, i) => isDead && conditions[i]?.wanted === true)) continue;
        const longer = text + String.fromCodePoint(code);
        const isMet = next.every(({ accepts }, i) => accepts === conditions[i]?.wanted);
        if (isMet && !refused.has(longer)) return ok(longer);
        const key = `${beginnings.has(longer) ? longer : ''}\n${next.map((one) => one.key).join('\n')}`;
        if (seen.has(key)) continue;
        if (seen.size >= maximumStates) return fail('too many states');
        seen.add(key);
        further.push({ states: next, text: longer });
      }
    }
    open = further;
  }
  return ok(undefined);
}
