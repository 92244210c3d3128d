import { assertNever } from '../shared/assert-never.ts';
import { lookUp } from './declared.ts';
import type { MeasureDocument } from './document.ts';
import { type Path, quote } from './findings.ts';
import { labelList, sameLabels } from './label-sets.ts';
import { eventUnit, measuredUnit } from './measured-unit.ts';
import type { Measure } from './model.ts';
import { refuseOtherPart } from './refuse-other-part.ts';
import { resolvePromql } from './resolve-promql.ts';
import { resolveEvents, resolveGrouping, resolveSelectionOf } from './resolve-selection.ts';
import { jobsOfMeasure, refuseDifferentTargets } from './same-targets.ts';
import { readWindow, type Scope } from './scope.ts';

type Document<K extends MeasureDocument['kind']> = Extract<MeasureDocument, { readonly kind: K }>;

/** A measure with everything looked up; undefined when that is impossible, which is reported. */
export function resolveMeasure(scope: Scope, document: MeasureDocument, path: Path): Measure | undefined {
  switch (document.kind) {
    case 'count':
    case 'rate':
      return resolveCounting(scope, document, path);
    case 'share':
      return resolveShare(scope, document, path);
    case 'quantile':
      return resolveQuantile(scope, document, path);
    case 'value':
      return resolveValue(scope, document, path);
    case 'plus':
    case 'minus':
      return resolveSum(scope, document, path);
    case 'states': {
      const of = resolveSelectionOf(scope, 'state', 'states', document.of, [...path, 'of']);
      return of && { kind: 'states', of, by: resolveGrouping(scope, [of.metric], document.by, [...path, 'by']) };
    }
    case 'up': {
      const job = lookUp(scope.findings, 'job', scope.jobs, document.job, [...path, 'job']);
      return job && { kind: 'up', job, by: scope.targetLabels };
    }
    case 'promql':
      return resolvePromql(scope, document, path);
    default:
      return assertNever(document);
  }
}

function resolveCounting(scope: Scope, document: Document<'count' | 'rate'>, path: Path): Measure | undefined {
  const of = resolveEvents(scope, document.kind, document.of, [...path, 'of']);
  const isCount = document.kind === 'count';
  const window = isCount
    ? readWindow(scope, document.in, [...path, 'in'], 4)
    : readWindow(scope, document.over, [...path, 'over'], 4);
  if (of === undefined) return undefined;
  const by = resolveGrouping(scope, [of.metric], document.by, [...path, 'by']);
  if (window === undefined) return undefined;
  return isCount
    ? { kind: 'count', of, window, by, newborn: document.newborn ?? 'count' }
    : { kind: 'rate', of, window, by };
}

function resolveShare(scope: Scope, document: Document<'share'>, path: Path): Measure | undefined {
  const { findings } = scope;
  const of = resolveEvents(scope, 'share', document.of, [...path, 'of']);
  const total = resolveEvents(scope, 'share', document.total, [...path, 'total']);
  const window = readWindow(scope, document.in, [...path, 'in'], 4);
  const floor = document.atLeast ?? 0;
  if (!Number.isSafeInteger(floor) || floor < 0) {
    const message = `${quote(floor)} is not a number of events`;
    findings.error('quantity/not-whole', message, 'write a whole number', [...path, 'atLeast']);
  }
  if (of === undefined || total === undefined) return undefined;
  const by = resolveGrouping(scope, [of.metric, total.metric], document.by, [...path, 'by']);
  refuseDifferentTargets(findings, 'the share', by, [of.metric.job], [total.metric.job], [...path, 'total']);
  const [part, whole] = [eventUnit(of), eventUnit(total)];
  if (part !== whole) {
    const message = `${quote(part)} cannot be a share of ${quote(whole)}`;
    const help = `count the same thing on both sides, or give ${quote(of.metric.name)} and ${quote(total.metric.name)} the same unit`;
    findings.error('measure/unit-mismatch', message, help, [...path, 'total']);
  }
  refuseOtherPart(findings, of, total, by, path);
  return window === undefined ? undefined : { kind: 'share', of, total, window, by, floor };
}

function resolveQuantile(scope: Scope, document: Document<'quantile'>, path: Path): Measure | undefined {
  const { q } = document;
  const of = resolveSelectionOf(scope, 'histogram', 'quantile', document.of, [...path, 'of']);
  const window = readWindow(scope, document.over, [...path, 'over'], 4);
  if (q <= 0 || q >= 1) {
    const help = 'write a number between 0 and 1, such as `0.95` for the slowest 5%';
    scope.findings.error('quantity/out-of-range', `there is no quantile ${quote(q)}`, help, [...path, 'q']);
  }
  if (of === undefined) return undefined;
  const by = resolveGrouping(scope, [of.metric], document.by, [...path, 'by']);
  return window === undefined ? undefined : { kind: 'quantile', of, q, window, by };
}

function resolveValue(scope: Scope, document: Document<'value'>, path: Path): Measure | undefined {
  const { pick, over } = document;
  const of = resolveSelectionOf(scope, 'gauge', 'value', document.of, [...path, 'of']);
  const window = over === undefined ? undefined : readWindow(scope, over, [...path, 'over'], 2);
  if (of === undefined) return undefined;
  const by = resolveGrouping(scope, [of.metric], document.by, [...path, 'by']);
  if (over === undefined) return { kind: 'value', of, pick, by };
  return window === undefined ? undefined : { kind: 'value', of, pick, window, by };
}

function resolveSum(scope: Scope, document: Document<'plus' | 'minus'>, path: Path): Measure | undefined {
  const { findings } = scope;
  const { kind } = document;
  const left = resolveOperand(scope, document.left, [...path, 'left']);
  const right = resolveOperand(scope, document.right, [...path, 'right']);
  if (left === undefined || right === undefined) return undefined;
  const [leftUnit, rightUnit] = [measuredUnit(left), measuredUnit(right)];
  if (leftUnit !== rightUnit) {
    const message = `${quote(leftUnit)} ${kind} ${quote(rightUnit)} has no meaning`;
    const help = 'measure the same unit on both sides';
    findings.error('measure/unit-mismatch', message, help, [...path, 'right']);
  }
  if (!sameLabels(left.by, right.by)) {
    const message = `\`${kind}\` has ${labelList(left.by)} on one side, and ${labelList(right.by)} on the other`;
    findings.error('measure/label-mismatch', message, 'group both sides by the same labels', [...path, 'right']);
  }
  const at = [...path, 'right'];
  refuseDifferentTargets(findings, quote(kind), left.by, jobsOfMeasure(left), jobsOfMeasure(right), at);
  return { kind, left, right, by: left.by };
}

function resolveOperand(scope: Scope, document: MeasureDocument, path: Path): Measure | undefined {
  const measure = resolveMeasure(scope, document, path);
  return measure && refusePanelMeasure(scope, measure, path) ? measure : undefined;
}

/** Reports a measure that is no number but a picture; returns whether it is a number. */
export function refusePanelMeasure({ findings }: Scope, measure: Measure, path: Path): boolean {
  if (measure.kind !== 'states' && measure.kind !== 'up') return true;
  const instead = measure.kind === 'states' ? '`{ kind: is, ... }`' : '`{ kind: down, ... }`';
  const message = `the measure \`${measure.kind}\` can be drawn, but not calculated with`;
  findings.error('measure/only-for-panels', message, `use the condition ${instead}`, [...path, 'kind']);
  return false;
}
