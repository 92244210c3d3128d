import { assertionHolds } from './assertion-holds.ts';
import { contains } from './char-set.ts';
import type { Program } from './program.ts';

/** Where a machine is after some characters, whichever way it went. */
export interface AutomatonState {
  /** The same for states that cannot be told apart. */
  readonly key: string;
  /** Whether the text may end here. */
  readonly accepts: boolean;
  /** Whether no text that goes on from here is accepted. */
  readonly isDead: boolean;
}

/** A machine that reads one character after the other. */
export interface Automaton {
  readonly initial: AutomatonState;
  next(state: AutomatonState, code: number): AutomatonState;
}

/** A set of places in the machine, and where each character leads from there as far as it is known. */
interface State {
  readonly key: string;
  /** Character instructions. */
  readonly waiting: readonly number[];
  readonly accepts: boolean;
  readonly next: Map<number, State>;
}

/** The states are forgotten when there are this many, so that hostile patterns cannot fill the memory. */
const maximumStates = 5000;

/**
 * A matcher of whole texts. Takes time in proportion to the length of the text: all ways through the machine are followed
 * at once, and sets of places that were reached before are remembered.
 */
export function createMatcher(program: Program): (text: string) => boolean {
  const { settle, advance, remembered } = createMachine(program);
  let initial: State | undefined;

  function matchesRemembering(text: string): boolean {
    initial ??= remembered([program.start], true);
    let state = initial;
    for (let i = 0; i < text.length; i++) {
      const code = text.codePointAt(i) ?? 0;
      if (code > 0xffff) i++;
      let next = state.next.get(code);
      if (next === undefined) {
        next = remembered(advance(state.waiting, code), false);
        if (state.next.size < 1000) state.next.set(code, next);
      }
      if (next.waiting.length === 0 && !next.accepts) return false;
      state = next;
    }
    return state.accepts;
  }

  function matchesLooking(text: string): boolean {
    const codes = Array.from(text, (char) => char.codePointAt(0) ?? 0);
    let state = settle([program.start], undefined, codes[0]);
    for (let i = 0; i < codes.length; i++) {
      const code = codes[i] ?? 0;
      state = settle(advance(state.waiting, code), code, codes[i + 1]);
      if (state.waiting.length === 0 && !state.accepts) return false;
    }
    return state.accepts;
  }

  return program.looksAround ? matchesLooking : matchesRemembering;
}

/** The machine of a program that does not look around, for one character at a time. */
export function createAutomaton(program: Program): Automaton {
  const { advance, remembered } = createMachine(program);
  const known = new Map<string, State>();
  const shown = (state: State): AutomatonState => {
    known.set(state.key, state);
    return { key: state.key, accepts: state.accepts, isDead: state.waiting.length === 0 && !state.accepts };
  };
  return {
    initial: shown(remembered([program.start], true)),
    next: ({ key }, code) => shown(remembered(advance(known.get(key)?.waiting ?? [], code), false)),
  };
}

function createMachine({ instructions }: Program) {
  let states = new Map<string, State>();

  /** All places reachable without a character, from `places`, between two characters. */
  function settle(places: readonly number[], before: number | undefined, after: number | undefined): State {
    const seen = new Set<number>();
    const waiting: number[] = [];
    let accepts = false;
    const open = [...places];
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      if (seen.has(place)) continue;
      seen.add(place);
      const instruction = instructions[place];
      switch (instruction?.kind) {
        case 'chars':
          waiting.push(place);
          break;
        case 'split':
          open.push(instruction.other, instruction.next);
          break;
        case 'save':
          open.push(instruction.next);
          break;
        case 'assertion':
          if (assertionHolds(instruction.assertion, before, after)) open.push(instruction.next);
          break;
        case 'match':
          accepts = true;
          break;
      }
    }
    return { key: '', waiting, accepts, next: new Map() };
  }

  function advance(waiting: readonly number[], code: number): number[] {
    const places: number[] = [];
    for (const place of waiting) {
      const instruction = instructions[place];
      if (instruction?.kind === 'chars' && contains(instruction.set, code)) places.push(instruction.next);
    }
    return places;
  }

  /**
   * Without assertions that look around, what follows matters only for the end of the text: `accepts` is computed as if
   * the text ended here, `waiting` as if it went on.
   */
  function remembered(places: readonly number[], atStart: boolean): State {
    const before = atStart ? undefined : 0;
    const on = settle(places, before, 0);
    const end = settle(places, before, undefined);
    const key = `${end.accepts}:${on.waiting.toSorted((a, b) => a - b).join()}`;
    let state = states.get(key);
    if (state === undefined) {
      if (states.size >= maximumStates) states = new Map();
      state = { key, waiting: on.waiting, accepts: end.accepts, next: new Map() };
      states.set(key, state);
    }
    return state;
  }

  return { settle, advance, remembered };
}
