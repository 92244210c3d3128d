import { assertNever } from '../shared/assert-never.ts';
import { compare } from '../shared/compare.ts';
import { lookUp } from './declared.ts';
import type { ComparisonOperator, ConditionDocument } from './document.ts';
import { type Path, quote } from './findings.ts';
import { labelList, sameLabels } from './label-sets.ts';
import { measuredUnit } from './measured-unit.ts';
import type { Condition, Measure, Quantity } from './model.ts';
import { type Bounds, isWhole, possibleValues, verdict } from './possible-values.ts';
import { parseQuantity } from './quantity.ts';
import { refusePanelMeasure, resolveMeasure } from './resolve-measure.ts';
import { resolveGrouping, resolveSelection, resolveSelectionOf } from './resolve-selection.ts';
import { jobsOfCondition, refuseDifferentTargets } from './same-targets.ts';
import { readWindow, type Scope } from './scope.ts';

type Document<K extends ConditionDocument['kind']> = Extract<ConditionDocument, { readonly kind: K }>;

/** A condition with everything looked up; undefined when that is impossible, which is reported. */
export function resolveCondition(scope: Scope, document: ConditionDocument, path: Path): Condition | undefined {
  switch (document.kind) {
    case 'compare':
      return resolveComparison(scope, document, path);
    case 'is':
      return resolveState(scope, document, path);
    case 'absent': {
      const of = resolveSelection(scope, document.of, [...path, 'of']);
      const window = readWindow(scope, document.in, [...path, 'in'], 2);
      return of === undefined || window === undefined ? undefined : { kind: 'absent', of, window };
    }
    case 'down': {
      const job = lookUp(scope.findings, 'job', scope.jobs, document.job, [...path, 'job']);
      return job && { kind: 'down', job };
    }
    case 'always':
      return { kind: 'always' };
    case 'and':
    case 'or':
    case 'unless': {
      const left = resolveCondition(scope, document.left, [...path, 'left']);
      const right = resolveCondition(scope, document.right, [...path, 'right']);
      if (left === undefined || right === undefined) return undefined;
      checkLabels(scope, document.kind, left, right, path);
      return { kind: document.kind, left, right };
    }
    default:
      return assertNever(document);
  }
}

/** The labels that the results of a condition carry, sorted; a job that is down shows the labels of its targets. */
export function conditionLabels(condition: Condition, targetLabels: readonly string[]): readonly string[] {
  switch (condition.kind) {
    case 'compare':
      return condition.measure.by.toSorted(compare);
    case 'is':
      return condition.by.toSorted(compare);
    case 'down':
      return targetLabels.toSorted(compare);
    case 'absent':
    case 'always':
      return [];
    case 'and':
    case 'or':
    case 'unless':
      return conditionLabels(condition.left, targetLabels);
    default:
      return assertNever(condition);
  }
}

function checkLabels(scope: Scope, kind: string, left: Condition, right: Condition, path: Path): void {
  const [a = [], b = []] = [left, right].map((side) => conditionLabels(side, scope.targetLabels));
  if (sameLabels(a, b)) {
    // `or` joins nothing: each side stands for itself.
    if (kind !== 'or')
      refuseDifferentTargets(scope.findings, quote(kind), a, jobsOfCondition(left), jobsOfCondition(right), [
        ...path,
        'right',
      ]);
    return;
  }
  const message = `\`${kind}\` has ${labelList(a)} on one side, and ${labelList(b)} on the other`;
  const help = 'group both sides by the same labels';
  scope.findings.error('condition/label-mismatch', message, help, [...path, 'right']);
}

function resolveState(scope: Scope, document: Document<'is'>, path: Path): Condition | undefined {
  const { findings } = scope;
  const of = resolveSelectionOf(scope, 'state', 'is', document.of, [...path, 'of']);
  const goneWithin =
    document.orGoneWithin === undefined
      ? undefined
      : readWindow(scope, document.orGoneWithin, [...path, 'orGoneWithin'], 2);
  if (of === undefined) return undefined;
  const by = resolveGrouping(scope, [of.metric], document.by, [...path, 'by']);
  const { states } = of.metric;
  const state = states.find(({ name }) => name === document.state);
  if (state === undefined) {
    const message = `${quote(of.metric.name)} has no state ${quote(document.state)}`;
    const help = findings.suggest(
      document.state,
      states.map(({ name }) => name),
    );
    findings.error('reference/unknown-state', message, help, [...path, 'state']);
    return undefined;
  }
  if (document.orGoneWithin === undefined) return { kind: 'is', of, state, by };
  return goneWithin === undefined ? undefined : { kind: 'is', of, state, by, goneWithin };
}

function resolveComparison(scope: Scope, document: Document<'compare'>, path: Path): Condition | undefined {
  const { findings } = scope;
  const { op } = document;
  const measure = resolveMeasure(scope, document.measure, [...path, 'measure']);
  if (measure === undefined || !refusePanelMeasure(scope, measure, [...path, 'measure'])) return undefined;
  const at = [...path, 'threshold'];
  const parsed = parseQuantity(document.threshold, measuredUnit(measure));
  if (!parsed.ok) {
    for (const { message, help } of parsed.errors) findings.error('quantity/wrong-unit', message, help, at);
    return undefined;
  }
  const threshold = { value: parsed.value, written: String(document.threshold) };
  const condition = { kind: 'compare', measure, op, threshold } as const;
  checkThreshold(scope, condition, at);
  return condition;
}

const words = { above: 'above', atLeast: 'at least', below: 'below', atMost: 'at most' } as const;

function checkThreshold(scope: Scope, condition: Extract<Condition, { kind: 'compare' }>, path: Path): void {
  const { findings } = scope;
  const { measure, op, threshold } = condition;
  const shown = quote(threshold.written);
  if (isWhole(measure) && !Number.isSafeInteger(threshold.value)) {
    const message = `${shown} is not a whole number, but ${measuredUnit(measure)} are counted`;
    findings.error('quantity/not-whole', message, 'write a whole number', path);
    return;
  }
  const bounds = possibleValues(measure);
  const known = verdict(bounds, op, threshold.value);
  if (known !== 'open') {
    const outside = threshold.value < bounds.min || threshold.value > bounds.max;
    if (measure.kind === 'quantile' && threshold.value >= bounds.max) {
      const last = quote(measure.of.metric.buckets.at(-1)?.written ?? '');
      const message = `a quantile is never seen beyond the last bucket bound ${last}: ${words[op]} ${shown} ${known} holds`;
      const help = 'write a smaller threshold, or declare larger buckets';
      findings.error('measure/beyond-buckets', message, help, path);
    } else {
      const message = `this ${known} holds: ${known === 'never' ? 'no' : 'every'} value is ${words[op]} ${shown}`;
      const help = `write ${range(bounds, op, measuredUnit(measure))}`;
      findings.error(outside ? 'quantity/out-of-range' : `condition/${known}-holds`, message, help, path);
    }
    return;
  }
  warnAboutExtrapolation(scope, measure, threshold, path);
}

/** The thresholds that decide something, in words. */
function range({ min, max }: Bounds, op: ComparisonOperator, unit: string): string {
  const includesMin = op === 'above' || op === 'atMost';
  if (!Number.isFinite(max)) return includesMin ? `${edge(min, unit)} or more` : `more than ${edge(min, unit)}`;
  return Number.isFinite(min)
    ? `a threshold between ${edge(min, unit)} and ${edge(max, unit)}`
    : `a threshold below ${edge(max, unit)}`;
}

function edge(value: number, unit: string): string {
  switch (unit) {
    case 'ratio':
      return `\`${value * 100}%\``;
    case 'seconds':
      return `\`${value}s\``;
    case 'bytes':
      return `\`${value}B\``;
    default:
      return unit.endsWith('/s') ? `\`${value} ${unit}\`` : `\`${value}\``;
  }
}

/**
 * `newborn: ignore` counts with `increase()`, which extrapolates to the edges of the window: a threshold whose neighbours
 * are nearer than that error is decided by the phase of the scrapes.
 */
function warnAboutExtrapolation(scope: Scope, measure: Measure, threshold: Quantity, path: Path): void {
  if (measure.kind !== 'count' || measure.newborn !== 'ignore' || scope.scrapeInterval === 0) return;
  const error = (threshold.value * scope.scrapeInterval) / (measure.window - scope.scrapeInterval);
  if (error < 0.5) return;
  const message = `without newborn series, a count near ${quote(threshold.written)} is off by up to ${error.toFixed(1)}`;
  const help = 'count newborn series too, which is exact, or use a longer window';
  scope.findings.warning('condition/threshold-too-fine', message, help, path);
}
