import { type Declared, lookUp, refuseDuplicateItems, refuseDuplicates } from './declared.ts';
import type { ExpectedAlert, Experiment, Moment, Variant } from './experiment.ts';
import type {
  ExpectedAlertDocument,
  ExperimentDocument,
  MomentDocument,
  VariantDocument,
} from './experiment-document.ts';
import { type Path, quote } from './findings.ts';
import type { Items } from './items.ts';
import type { Receiver } from './model.ts';
import { checkName } from './names.ts';
import type { UnplacedAlert } from './resolve-alerts.ts';
import { resolveCondition } from './resolve-condition.ts';
import { resolveEffects } from './resolve-effects.ts';
import { readDuration, readPositiveDuration, type Scope } from './scope.ts';

/** What experiments refer to besides metrics. */
export interface Expectable {
  readonly alerts: Declared<UnplacedAlert>;
  readonly receivers: readonly Receiver[];
}

/** Long enough for a few scrapes. Milliseconds. */
const defaultWarmUp = 120_000;

/** The experiments; what is wrong with them is reported. */
export function resolveExperiments(
  scope: Scope,
  documents: Items<ExperimentDocument>,
  expectable: Expectable,
): readonly Experiment[] {
  const { findings } = scope;
  refuseDuplicateItems(findings, 'experiment', documents.good, (i) => ['experiments', i, 'name']);
  return documents.good.map(([i, document]) => {
    const path: Path = ['experiments', i];
    const { name, title, expected, abort, verify, variants } = document;
    checkName(findings, 'experiment', name, [...path, 'name']);
    if (variants.length === 0)
      findings.error('shape/empty', `the experiment ${quote(name)} has no variants`, 'write at least one', [
        ...path,
        'variants',
      ]);
    const names = variants.map((variant) => variant.name);
    refuseDuplicates(findings, 'variant', names, (k) => [...path, 'variants', k, 'name']);
    return {
      name,
      title,
      expected,
      abort,
      verify,
      variants: variants.map((variant, k) => resolveVariant(scope, variant, expectable, [...path, 'variants', k])),
    };
  });
}

function resolveVariant(scope: Scope, document: VariantDocument, expectable: Expectable, path: Path): Variant {
  const { findings } = scope;
  const { name, what, method, before = [], load = [], timeline, fires, silent = [], recovered, finding } = document;
  checkName(findings, 'variant', name, [...path, 'name']);
  const lasts = readPositiveDuration(findings, document.lasts, [...path, 'lasts']) ?? 0;
  const warmUp =
    document.warmUp === undefined
      ? defaultWarmUp
      : (readPositiveDuration(findings, document.warmUp, [...path, 'warmUp']) ?? 0);
  const within = (text: string, at: Path): number => readTime(scope, text, { lasts, written: document.lasts }, at);
  if (method.length === 0)
    findings.error('shape/empty', '`method` is empty', 'say how to inject the fault', [...path, 'method']);
  refuseContradictions(scope, document, path);
  return {
    name,
    what,
    method,
    warmUp,
    lasts,
    before: resolveEffects(scope, before, [...path, 'before']),
    load: load.map((one, i) => ({
      every: readPeriod(scope, one.every, warmUp + lasts, [...path, 'load', i, 'every']),
      effects: resolveEffects(scope, one.do, [...path, 'load', i, 'do']),
    })),
    timeline: timeline.map((moment, i) => resolveMoment(scope, moment, within, [...path, 'timeline', i])),
    fires: fires.map((one, i) => resolveExpected(scope, one, expectable, within, [...path, 'fires', i])),
    silent: silent.map((one, i) => {
      lookUp(findings, 'alert', expectable.alerts, one.alert, [...path, 'silent', i, 'alert']);
      return one;
    }),
    recovered: {
      by: within(recovered.by, [...path, 'recovered', 'by']),
      when: (recovered.when ?? []).flatMap(
        (condition, i) => resolveCondition(scope, condition, [...path, 'recovered', 'when', i]) ?? [],
      ),
    },
    ...(finding === undefined ? {} : { finding }),
  };
}

type Within = (text: string, path: Path) => number;

/** Milliseconds; a time after the end of the observation is reported. */
function readTime(
  { findings }: Scope,
  text: string,
  end: { readonly lasts: number; readonly written: string },
  path: Path,
): number {
  const time = readDuration(findings, text, path) ?? 0;
  if (time > end.lasts && end.lasts > 0) {
    const message = `${quote(text)} is after the end of the observation at ${quote(end.written)}`;
    findings.error('experiment/after-the-end', message, 'make `lasts` longer', path);
  }
  return time;
}

function resolveMoment(scope: Scope, document: MomentDocument, within: Within, path: Path): Moment {
  const effects = resolveEffects(scope, document.do, [...path, 'do']);
  if ('at' in document) {
    const at = within(document.at, [...path, 'at']);
    return { from: at, to: at, every: 1000, effects };
  }
  const from = within(document.from, [...path, 'from']);
  const to = within(document.to, [...path, 'to']);
  const every = readPeriod(scope, document.every, to - from, [...path, 'every']);
  refuseBackwards(scope, [from, document.from], [to, document.to], [...path, 'to']);
  return { from, to, every, effects };
}

/** Times that something may be repeated: more take longer to play than anybody waits. */
const maximalRepetitions = 20_000;

/** Milliseconds between two repetitions within a span. */
function readPeriod({ findings }: Scope, text: string, span: number, path: Path): number {
  const period = readPositiveDuration(findings, text, path);
  if (period === undefined) return Math.max(1, span);
  if (span / period <= maximalRepetitions) return period;
  const message = `every ${quote(text)} is more than ${maximalRepetitions} times`;
  findings.error('experiment/too-often', message, 'repeat it less often: one effect can count for many', path);
  return span;
}

type Time = readonly [ms: number, written: string];

function refuseBackwards({ findings }: Scope, [first, from]: Time, [last, to]: Time, path: Path): void {
  if (last >= first) return;
  const message = `${quote(to)} is before ${quote(from)}`;
  findings.error('experiment/backwards', message, 'put the times in order', path);
}

function resolveExpected(
  scope: Scope,
  document: ExpectedAlertDocument,
  { alerts, receivers }: Expectable,
  within: Within,
  path: Path,
): ExpectedAlert {
  const { findings } = scope;
  const { alert, tells } = document;
  lookUp(findings, 'alert', alerts, alert, [...path, 'alert']);
  lookUp(findings, 'receiver', new Map(receivers.map((one) => [one.name, one])), tells, [...path, 'tells']);
  const by = within(document.by, [...path, 'by']);
  const toldBy = within(document.toldBy, [...path, 'toldBy']);
  const notBefore = document.notBefore === undefined ? 0 : within(document.notBefore, [...path, 'notBefore']);
  refuseBackwards(scope, [notBefore, document.notBefore ?? ''], [by, document.by], [...path, 'by']);
  refuseBackwards(scope, [by, document.by], [toldBy, document.toldBy], [...path, 'toldBy']);
  return { alert, notBefore, by, receiver: tells, toldBy };
}

function refuseContradictions({ findings }: Scope, { fires, silent = [] }: VariantDocument, path: Path): void {
  const names = fires.map(({ alert }) => alert);
  refuseDuplicates(findings, 'alert', names, (i) => [...path, 'fires', i, 'alert']);
  silent.forEach(({ alert }, i) => {
    if (!names.includes(alert)) return;
    const message = `${quote(alert)} must fire and must be silent`;
    findings.error('experiment/contradiction', message, 'remove it from one of the lists', [
      ...path,
      'silent',
      i,
      'alert',
    ]);
  });
}
