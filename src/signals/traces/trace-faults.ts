import { quote } from '../../model/findings.ts';
import type { TraceMode, Traces } from '../../model/traces.ts';
import type { SpanStore, StoredSpan } from './span-store.ts';
import { timeFault } from './time-fault.ts';

/** Something that is wrong with a span, or with its trace as a whole. */
export interface SpanFault {
  readonly code: string;
  readonly span: StoredSpan;
  /** What tells it from other faults of the same code on spans of the same name. */
  readonly detail: string;
  /** Goes on after the name of the span: "stands under `relay.route`". */
  readonly says: string;
  readonly help: string;
}

/** A trace as it was read, and what is wrong with it. */
export interface CheckedTrace {
  /** The name of its mode; `undefined` when it has the entry of none. */
  readonly mode: string | undefined;
  readonly faults: readonly SpanFault[];
}

const listed = (names: readonly string[]): string => names.map((name) => quote(name)).join(' or ');

type ById = ReadonlyMap<string, StoredSpan>;

/** Checks one trace: its root, the parents and times of its spans, and that none is missing. */
export function traceFaults(
  traces: Traces,
  spans: readonly StoredSpan[],
  store: SpanStore,
  wanted: TraceMode | undefined,
): CheckedTrace {
  const faults: SpanFault[] = [];
  const unique = withoutRepeats(spans, faults);
  const byId: ById = new Map(unique.map((span) => [span.spanId, span]));
  const names = new Set(unique.map(({ name }) => name));
  const mode = wanted ?? traces.modes.find(({ entry }) => names.has(entry));
  const roots: StoredSpan[] = [];
  for (const span of unique) {
    faults.push(...ownFaults(traces, span));
    const parent = span.parentId === undefined ? undefined : byId.get(span.parentId);
    const ancestor = declaredAncestor(span, byId);
    if (span.parentId !== undefined && parent === undefined) {
      const fault = orphanFault(traces, span, span.parentId, store, mode);
      if (fault === undefined) roots.push(span);
      else faults.push(fault);
    } else if (span.declared !== undefined) {
      const fault = parentFault(traces, span, ancestor);
      if (fault !== undefined) faults.push(fault);
      else if (parent === undefined) roots.push(span);
    } else if (parent === undefined) roots.push(span);
    const time =
      timeFault(traces, span, parent) ?? timeFault(traces, span, ancestor === 'unknown' ? undefined : ancestor);
    if (time !== undefined) faults.push(time);
  }
  const ofRoots = rootFaults(traces, unique, roots, mode);
  // A trace that is nothing but a loop has no root, which says it.
  faults.push(...ofRoots, ...(ofRoots.some(({ code }) => code === 'traces/no-root') ? [] : loopFaults(unique, byId)));
  if (mode !== undefined) faults.push(...missingSpans(mode, unique, names));
  return { mode: mode?.name, faults };
}

/** An exporter that tries again delivers twice: the same span is one, a different one with its id is a fault. */
function withoutRepeats(spans: readonly StoredSpan[], faults: SpanFault[]): readonly StoredSpan[] {
  const seen = new Map<string, StoredSpan>();
  for (const span of spans) {
    const first = seen.get(span.spanId);
    if (first === undefined) seen.set(span.spanId, span);
    else if (first.name !== span.name || first.start !== span.start || first.parentId !== span.parentId) {
      const says = `has the id of another span of its trace, ${quote(first.name)}`;
      const help = 'give every span an id of its own';
      faults.push({ code: 'traces/duplicate-span', span, detail: first.name, says, help });
    }
  }
  return [...seen.values()];
}

/** What is wrong with a span wherever it stands. */
function ownFaults({ others }: Traces, span: StoredSpan): readonly SpanFault[] {
  const { declared, service, kind } = span;
  if (declared === undefined) {
    if (others === 'allow') return [];
    const help = 'declare the span in the spec, or do not make it';
    return [{ code: 'traces/undeclared-span', span, detail: '', says: 'is not declared', help }];
  }
  const faults: SpanFault[] = [];
  if (kind !== declared.kind) {
    const says = `is of the kind ${quote(kind)}`;
    faults.push({
      code: 'traces/wrong-kind',
      span,
      detail: kind,
      says,
      help: `make it of the kind \`${declared.kind}\``,
    });
  }
  if (service.name !== declared.service.name) {
    const says = service.name === undefined ? 'has no `service.name`' : `comes from the service ${quote(service.name)}`;
    const help = `set the resource attribute \`service.name\` to \`${declared.service.name}\``;
    faults.push({ code: 'traces/wrong-service', span, detail: service.name ?? '', says, help });
  }
  return faults;
}

/** What is wrong with a span whose parent is not in its trace; nothing when the parent may be a client's, elsewhere. */
function orphanFault(
  { spans, modes }: Traces,
  span: StoredSpan,
  parentId: string,
  store: SpanStore,
  mode: TraceMode | undefined,
): SpanFault | undefined {
  const elsewhere = span.parentTraceId ?? store.traceOf(parentId);
  if (elsewhere !== undefined && elsewhere !== span.traceId) {
    const says = `stands under the span ${quote(parentId)} of another trace, ${quote(elsewhere)}`;
    const help = 'go on with the trace that was received, and do not start one';
    return { code: 'traces/trace-id-changed', span, detail: '', says, help };
  }
  const under = span.declared?.under ?? [];
  const isEntry = mode === undefined ? modes.some(({ entry }) => entry === span.name) : mode.entry === span.name;
  const outside = under.filter((name) => spans.find((one) => one.name === name)?.service.isJob === false);
  if (isEntry && outside.length > 0) return undefined;
  const says = `stands under the span ${quote(parentId)}, which is not in the export`;
  const help = `export ${under.length === 0 ? 'it' : listed(under)}, too, and do not sample spans away one by one`;
  return { code: 'traces/missing-parent', span, detail: '', says, help };
}

/** The nearest span above that the spec knows; unknown when the way up to it ends in a fault of its own. */
type Ancestor = StoredSpan | undefined | 'unknown';

/** Looks past what the instrumentation of libraries puts in between. */
function declaredAncestor(span: StoredSpan, byId: ById): Ancestor {
  const passed = new Set<StoredSpan>();
  let at = span;
  do {
    passed.add(at);
    if (at.parentId === undefined) return undefined;
    const above = byId.get(at.parentId);
    if (above === undefined) return 'unknown';
    at = above;
  } while (at.declared === undefined && !passed.has(at));
  return passed.has(at) && at.declared === undefined ? 'unknown' : at;
}

function parentFault({ modes }: Traces, span: StoredSpan, above: Ancestor): SpanFault | undefined {
  const { declared } = span;
  if (declared === undefined || above === 'unknown') return undefined;
  const mayStart = declared.under.length === 0 || modes.some(({ entry }) => entry === span.name);
  if (above === undefined ? mayStart : declared.under.includes(above.name)) return undefined;
  const says = above === undefined ? 'starts a trace' : `stands under ${quote(above.name)}`;
  const help = declared.under.length === 0 ? 'start a trace with it' : `make it a child of ${listed(declared.under)}`;
  return { code: 'traces/wrong-parent', span, detail: above?.name ?? '', says, help };
}

/** Spans that stand below themselves, each loop once. */
function loopFaults(spans: readonly StoredSpan[], byId: ById): readonly SpanFault[] {
  const seen = new Set<StoredSpan>();
  return spans.flatMap((first): SpanFault[] => {
    const path = new Set<StoredSpan>();
    let span: StoredSpan | undefined = first;
    while (span !== undefined && !seen.has(span)) {
      seen.add(span);
      path.add(span);
      span = span.parentId === undefined ? undefined : byId.get(span.parentId);
    }
    if (span === undefined || !path.has(span)) return [];
    const help = 'correct the parent of the span';
    return [{ code: 'traces/loop', span, detail: '', says: 'stands below itself', help }];
  });
}

function rootFaults(
  { modes }: Traces,
  spans: readonly StoredSpan[],
  roots: readonly StoredSpan[],
  mode: TraceMode | undefined,
): readonly SpanFault[] {
  const [any] = spans;
  if (any === undefined) return [];
  const rank = ({ name, declared }: StoredSpan) => (declared?.under.length === 0 ? 0 : name === mode?.entry ? 1 : 2);
  const [first, ...more] = roots.toSorted((a, b) => rank(a) - rank(b) || a.start - b.start);
  const ids = new Set(spans.map(({ spanId }) => spanId));
  if (first === undefined && spans.every(({ parentId }) => parentId !== undefined && ids.has(parentId))) {
    const help = 'give the first span of a request no parent';
    return [{ code: 'traces/no-root', span: any, detail: '', says: 'is part of a trace that has no root', help }];
  }
  const faults = more.map((span): SpanFault => {
    const says = `is a second root of its trace, beside ${quote(first?.name ?? '')}`;
    const help = 'make one trace of a request, and everything in it a part of that';
    return { code: 'traces/many-roots', span, detail: first?.name ?? '', says, help };
  });
  if (mode === undefined) {
    const says = `is in a trace that has no ${listed(modes.map(({ entry }) => entry))}`;
    const help = 'export the spans with which requests enter; or is this the trace of something else?';
    return [...faults, { code: 'traces/unknown-mode', span: first ?? any, detail: '', says, help }];
  }
  if (first?.declared?.service.isJob === true && first.name !== mode.entry) {
    const says = `is the root of a trace of the mode ${quote(mode.name)}, which enters at ${quote(mode.entry)}`;
    const help = 'check the way that the request took, and name its mode with `--mode`';
    return [...faults, { code: 'traces/wrong-root', span: first, detail: mode.name, says, help }];
  }
  return faults;
}

function missingSpans(mode: TraceMode, spans: readonly StoredSpan[], names: ReadonlySet<string>): readonly SpanFault[] {
  const span = spans.find(({ name }) => name === mode.entry) ?? spans[0];
  if (span === undefined) return [];
  return mode.requires
    .filter((name) => !names.has(name))
    .map((name) => ({
      code: 'traces/missing-span',
      span,
      detail: name,
      says: `is in a trace of the mode ${quote(mode.name)} without ${quote(name)}`,
      help: 'make the span, and check that its trace was not started anew',
    }));
}
