import { assertionHolds } from './assertion-holds.ts';
import { contains } from './char-set.ts';
import type { Program } from './program.ts';

/** Where each group begins and ends, in UTF-16 units: slot 2i and 2i+1 of group i, -1 for a group without part in the match. */
export type Slots = readonly number[];

interface Thread {
  readonly place: number;
  readonly slots: readonly number[];
}

/** How a match is anchored. */
export interface Anchoring {
  /** Where matching begins. */
  readonly from: number;
  /** The match must begin there and reach the end of the text. */
  readonly whole: boolean;
}

/**
 * Finds the match that Perl would find, with its groups, in time proportional to the length of the text: all threads
 * advance together, ordered by preference, and of those at the same place only the first is kept (Pike's machine).
 */
export function findMatch(program: Program, text: string, { from, whole }: Anchoring): Slots | undefined {
  const { instructions } = program;
  const fresh: readonly number[] = new Array<number>(program.slots).fill(-1);
  let threads: Thread[] = [];
  let found: Slots | undefined;

  /** Follows everything that needs no character; deeper recursion than the program is long cannot happen. */
  function spawn(
    into: Thread[],
    seen: Set<number>,
    first: Thread,
    at: number,
    before: number | undefined,
    after: number | undefined,
  ): void {
    const open: Thread[] = [first];
    for (let thread = open.pop(); thread !== undefined; thread = open.pop()) {
      const { place, slots } = thread;
      if (seen.has(place)) continue;
      seen.add(place);
      const instruction = instructions[place];
      switch (instruction?.kind) {
        case 'chars':
        case 'match':
          into.push(thread);
          break;
        case 'split':
          open.push({ place: instruction.other, slots }, { place: instruction.next, slots });
          break;
        case 'save':
          open.push({ place: instruction.next, slots: slots.with(instruction.slot, at) });
          break;
        case 'assertion':
          if (assertionHolds(instruction.assertion, before, after)) open.push({ place: instruction.next, slots });
          break;
      }
    }
  }

  let before = from === 0 ? undefined : text.codePointAt(previousIndex(text, from));
  let arriving: Thread[] = [{ place: program.start, slots: fresh }];
  for (let at = from; ; ) {
    const code = at < text.length ? text.codePointAt(at) : undefined;
    threads = [];
    const seen = new Set<number>();
    for (const thread of arriving) spawn(threads, seen, thread, at, before, code);
    const next: Thread[] = [];
    for (const { place, slots } of threads) {
      const instruction = instructions[place];
      if (instruction?.kind === 'match') {
        if (whole && code !== undefined) continue;
        found = slots;
        // What comes after it is less preferred.
        break;
      }
      if (instruction?.kind === 'chars' && code !== undefined && contains(instruction.set, code)) {
        next.push({ place: instruction.next, slots });
      }
    }
    if (!whole && found === undefined) next.push({ place: program.start, slots: fresh });
    if (code === undefined || next.length === 0) return found;
    arriving = next;
    before = code;
    at += code > 0xffff ? 2 : 1;
  }
}

function previousIndex(text: string, index: number): number {
  const unit = text.charCodeAt(index - 1);
  return index >= 2 && unit >= 0xdc00 && unit <= 0xdfff ? index - 2 : index - 1;
}
