import type { Span, Traces } from '../../src/model/traces.ts';
import { type SampleSpan, traceId } from './sample-traces.ts';
import type { ValidTrace } from './valid-traces.ts';

/** A trace with one fault in it, and what is to be found. */
export interface Mutant {
  readonly spans: readonly SampleSpan[];
  /** Code of the finding and id of the span. */
  readonly expected: readonly (readonly [string, string])[];
}

/** One way to spoil a valid trace: the mutants that it makes of it. */
export interface TraceMutation {
  readonly name: string;
  readonly mutants: (valid: ValidTrace, traces: Traces) => readonly Mutant[];
}

interface Known {
  readonly span: SampleSpan;
  readonly declared: Span;
  readonly parent: SampleSpan | undefined;
  readonly isLeaf: boolean;
}

const known = ({ spans }: ValidTrace, traces: Traces): readonly Known[] =>
  spans.flatMap((span) => {
    const declared = traces.spans.find(({ name }) => name === span.name);
    if (declared === undefined) return [];
    const parent = spans.find(({ id }) => id === span.parent);
    return [{ span, declared, parent, isLeaf: spans.every((one) => one.parent !== span.id) }];
  });

const change = ({ spans }: ValidTrace, id: string, by: Partial<SampleSpan>): readonly SampleSpan[] =>
  spans.map((span) => (span.id === id ? { ...span, ...by } : span));

const without = <K extends keyof SampleSpan>(span: SampleSpan, key: K): SampleSpan => {
  const { [key]: _, ...rest } = span;
  return rest as unknown as SampleSpan;
};

const entryOf = ({ mode, spans }: ValidTrace): SampleSpan =>
  spans.find(({ name }) => name === mode.entry) as SampleSpan;

/** What is missing when these spans are gone. */
const missing = (valid: ValidTrace, rest: readonly SampleSpan[]): Mutant['expected'] =>
  valid.mode.requires
    .filter((name) => rest.every((span) => span.name !== name))
    .map(() => ['traces/missing-span', entryOf(valid).id]);

/** One mutant for each span for which there is one. */
const each =
  (mutant: (one: Known, valid: ValidTrace, traces: Traces) => Mutant | undefined): TraceMutation['mutants'] =>
  (valid, traces) =>
    known(valid, traces).flatMap((one) => mutant(one, valid, traces) ?? []);

/** One mutant for each attribute for which there is one. */
const eachAttribute = (
  code: string,
  spoil: (value: Span['attributes'][number]['value'], optional: boolean) => string | number | null | undefined,
): TraceMutation['mutants'] =>
  each(({ span, declared }, valid) => {
    const found = declared.attributes.find((one) => {
      const isThere = span.attributes !== undefined && Object.hasOwn(span.attributes, one.name);
      return isThere && spoil(one.value, one.optional) !== undefined;
    });
    if (found === undefined) return undefined;
    const value = spoil(found.value, found.optional);
    const rest = Object.entries(span.attributes ?? {}).filter(([name]) => name !== found.name);
    const attributes = Object.fromEntries(
      value === null || value === undefined ? rest : [...rest, [found.name, value]],
    );
    return { spans: change(valid, span.id, { attributes }), expected: [[code, span.id]] };
  });

const other = traceId(777);
const isRequiredHere = ({ mode }: ValidTrace, { name }: SampleSpan): boolean => mode.entry === name;

/** Every single fault that a check of traces is there for. */
export const traceMutations: readonly TraceMutation[] = [
  {
    name: 'a span forgets its parent',
    mutants: each(({ span, declared, parent }, valid, { modes }) => {
      if (parent === undefined) return undefined;
      const mayStart = declared.under.length === 0 || modes.some(({ entry }) => entry === span.name);
      const spans = valid.spans.map((one) => (one.id === span.id ? without(one, 'parent') : one));
      return { spans, expected: [[mayStart ? 'traces/many-roots' : 'traces/wrong-parent', span.id]] };
    }),
  },
  {
    name: 'a span names a parent that is nowhere',
    mutants: each(({ span, parent }, valid) =>
      parent === undefined || isRequiredHere(valid, span)
        ? undefined
        : { spans: change(valid, span.id, { parent: 'nowhere' }), expected: [['traces/missing-parent', span.id]] },
    ),
  },
  {
    name: 'a span in the middle is lost',
    mutants: each(({ span, isLeaf, parent }, valid) => {
      if (isLeaf || parent === undefined || isRequiredHere(valid, span)) return undefined;
      const spans = valid.spans.filter(({ id }) => id !== span.id);
      const orphans = spans.filter((one) => one.parent === span.id);
      const lost = orphans.map(({ id }) => ['traces/missing-parent', id] as const);
      return { spans, expected: [...lost, ...missing(valid, spans)] };
    }),
  },
  {
    name: 'a required span is not made',
    mutants: (valid, traces) =>
      valid.mode.requires.flatMap((name) => {
        const all = known(valid, traces).filter(({ span }) => span.name === name);
        if (name === valid.mode.entry || all.some(({ isLeaf }) => !isLeaf)) return [];
        const spans = valid.spans.filter((span) => span.name !== name);
        return [{ spans, expected: missing(valid, spans) }];
      }),
  },
  {
    name: 'a span stands under the wrong one',
    mutants: each(({ span, declared, isLeaf }, valid, traces) => {
      const wrong = known(valid, traces).find(
        (one) =>
          one.span !== span &&
          !declared.under.includes(one.span.name) &&
          one.span.from <= span.from &&
          one.span.to >= span.to,
      );
      return wrong === undefined || !isLeaf
        ? undefined
        : { spans: change(valid, span.id, { parent: wrong.span.id }), expected: [['traces/wrong-parent', span.id]] };
    }),
  },
  {
    name: 'the kind is another',
    mutants: each(({ span, declared }, valid) => ({
      spans: change(valid, span.id, { kind: declared.kind === 'consumer' ? 'client' : 'consumer' }),
      expected: [['traces/wrong-kind', span.id]],
    })),
  },
  {
    name: 'the service is another',
    mutants: each(({ span }, valid) => ({
      spans: change(valid, span.id, { service: 'unknown_service' }),
      expected: [['traces/wrong-service', span.id]],
    })),
  },
  {
    name: 'a span is in a trace of its own, and still names its parent',
    mutants: each(({ span, isLeaf, parent, declared }, valid, { modes }) => {
      if (!isLeaf || parent === undefined || modes.some(({ entry }) => entry === span.name)) return undefined;
      const carried = declared.attributes.filter(
        ({ name, value }) => value.kind === 'traceparent' && span.attributes?.[name] !== undefined,
      );
      const spans = change(valid, span.id, { trace: other });
      return {
        spans,
        expected: [
          ['traces/trace-id-changed', span.id],
          ...carried.map(() => ['traces/trace-id-changed', span.id] as const),
          ['traces/unknown-mode', span.id],
          ...missing(
            valid,
            spans.filter(({ id }) => id !== span.id),
          ),
        ],
      };
    }),
  },
  {
    name: 'another trace is handed on',
    mutants: eachAttribute('traces/trace-id-changed', ({ kind }) =>
      kind === 'traceparent' ? `00-${other}-${'1'.repeat(16)}-01` : undefined,
    ),
  },
  {
    name: 'an attribute is left out',
    mutants: eachAttribute('traces/missing-attribute', (_, optional) => (optional ? undefined : null)),
  },
  {
    name: 'an attribute is of another type or value',
    mutants: eachAttribute('traces/wrong-attribute', ({ kind }) =>
      kind === 'text' ? 5 : kind === 'traceparent' ? '00-0-0-01' : 'no such value',
    ),
  },
  {
    name: 'a span ends too late',
    mutants: each(({ span, declared, parent }, valid, { clockSkew }) =>
      parent === undefined || declared.outlives
        ? undefined
        : {
            spans: change(valid, span.id, { to: parent.to + clockSkew + 0.001 }),
            expected: [['traces/not-nested', span.id]],
          },
    ),
  },
  {
    name: 'a span starts too early',
    mutants: each(({ span, parent }, valid, { clockSkew }) =>
      parent === undefined
        ? undefined
        : {
            spans: change(valid, span.id, { from: parent.from - clockSkew - 0.001 }),
            expected: [['traces/not-nested', span.id]],
          },
    ),
  },
  {
    name: 'a span ends before it starts',
    mutants: each(({ span, isLeaf }, valid) =>
      isLeaf
        ? { spans: change(valid, span.id, { to: span.from - 0.001 }), expected: [['traces/negative-time', span.id]] }
        : undefined,
    ),
  },
  {
    name: 'there is a second root',
    mutants: ({ spans }) => [
      {
        spans: [...spans, { id: 'second', name: 'cron', service: 'x', kind: 'internal', from: 1, to: 2 }],
        expected: [['traces/many-roots', 'second']],
      },
    ],
  },
  {
    name: 'two spans stand below each other',
    mutants: ({ spans }) => {
      const island = { name: 'x', service: 'x', kind: 'internal', from: 1, to: 2 } as const;
      const loop = [
        { ...island, id: 'loop-1', parent: 'loop-2' },
        { ...island, id: 'loop-2', parent: 'loop-1' },
      ];
      return [{ spans: [...spans, ...loop], expected: [['traces/loop', 'loop-1']] }];
    },
  },
  {
    name: 'two spans have one id',
    mutants: each(({ span }, valid) => ({
      spans: [...valid.spans, { ...span, name: `${span.name}.again`, from: span.from + 1 }],
      expected: [['traces/duplicate-span', span.id]],
    })),
  },
];
