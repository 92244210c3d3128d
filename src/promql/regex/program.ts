import { assertNever } from '../../shared/assert-never.ts';
import type { CharSet } from './char-set.ts';
import { RegexFault } from './regex-cursor.ts';
import type { Assertion, ParsedRegex, RegexNode } from './regex-node.ts';

/** One step of the machine that matches a regular expression. */
export type Instruction =
  | { readonly kind: 'chars'; readonly set: CharSet; next: number }
  /** Tries `next` before `other`. */
  | { readonly kind: 'split'; next: number; other: number }
  | { readonly kind: 'assertion'; readonly assertion: Assertion; next: number }
  /** Remembers the place: slot 2i begins group i, slot 2i+1 ends it. */
  | { readonly kind: 'save'; readonly slot: number; next: number }
  | { readonly kind: 'match' };

/** A machine; execution begins at `start`. */
export interface Program {
  readonly instructions: readonly Instruction[];
  readonly start: number;
  readonly slots: number;
  /** Whether there are assertions that look at the characters around them. */
  readonly looksAround: boolean;
}

/** Larger machines are refused: matching costs time in proportion to their size. */
const maximumSize = 50_000;

/** Compiles to a Thompson machine. Throws a RegexFault when it would be too large. */
export function compileProgram({ root, groupNames }: ParsedRegex): Program {
  const instructions: Instruction[] = [];
  let looksAround = false;

  function emit(instruction: Instruction): number {
    if (instructions.length >= maximumSize) throw new RegexFault('expression too large', 0);
    return instructions.push(instruction) - 1;
  }

  /** Emits code that goes on to `next`, and returns where it begins: machines are built from their end. */
  function build(node: RegexNode, next: number): number {
    switch (node.kind) {
      case 'chars':
        return emit({ kind: 'chars', set: node.set, next });
      case 'assertion':
        if (node.assertion !== 'text-start' && node.assertion !== 'text-end') looksAround = true;
        return emit({ kind: 'assertion', assertion: node.assertion, next });
      case 'concat':
        return node.parts.reduceRight((after, part) => build(part, after), next);
      case 'alternate':
        return buildAlternatives(node.options, next);
      case 'group': {
        const end = emit({ kind: 'save', slot: 2 * node.index + 1, next });
        return emit({ kind: 'save', slot: 2 * node.index, next: build(node.body, end) });
      }
      case 'repeat':
        return buildRepeat(node, next);
      default:
        return assertNever(node);
    }
  }

  function buildAlternatives(options: readonly RegexNode[], next: number): number {
    const starts = options.map((option) => build(option, next));
    return starts.reduceRight((other, start) => emit({ kind: 'split', next: start, other }));
  }

  function buildRepeat(node: Extract<RegexNode, { kind: 'repeat' }>, next: number): number {
    const { body, min, max, greedy } = node;
    const choice = (taken: number, skipped: number): number =>
      emit(greedy ? { kind: 'split', next: taken, other: skipped } : { kind: 'split', next: skipped, other: taken });
    let start = next;
    if (max === Number.POSITIVE_INFINITY) {
      const loop = choice(next, next);
      const again = build(body, loop);
      const split = instructions[loop];
      if (split?.kind === 'split') {
        if (greedy) split.next = again;
        else split.other = again;
      }
      start = loop;
    } else {
      for (let i = min; i < max; i++) start = choice(build(body, start), next);
    }
    for (let i = 0; i < min; i++) start = build(body, start);
    return start;
  }

  const match = emit({ kind: 'match' });
  const end = emit({ kind: 'save', slot: 1, next: match });
  const start = emit({ kind: 'save', slot: 0, next: build(root, end) });
  return { instructions, start, slots: 2 * groupNames.length, looksAround };
}
