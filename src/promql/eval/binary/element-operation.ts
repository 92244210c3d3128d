import type { Binary, BinaryOperator } from '../../ast.ts';
import { combineHistograms, divideHistogram, scaleHistogram } from '../../histogram/arithmetic.ts';
import { compact, equalHistograms, type NativeHistogram, withHint } from '../../histogram/native-histogram.ts';
import { trimHistogram } from '../../histogram/trim.ts';
import { remarks } from '../annotation.ts';
import type { Runtime } from '../runtime.ts';
import { arithmetic, comparisons } from './float-operators.ts';

/** The operation on two samples. The object that it is called on holds the result. */
export interface ElementOperation {
  value: number;
  histogram: NativeHistogram | undefined;
  /** Whether there is a result: comparisons filter, and not all kinds of samples go together. With `bool` there always is. */
  apply(
    left: number,
    leftHistogram: NativeHistogram | undefined,
    right: number,
    rightHistogram: NativeHistogram | undefined,
  ): boolean;
  /** Whether the result is a new quantity, which the metric's name no longer describes. */
  readonly changesMetric: boolean;
}

/** Compiles the operator of an expression that is not a set operation. */
export function compileElementOperation(expr: Binary, runtime: Runtime): ElementOperation {
  const compare = comparisons.get(expr.op);
  const compute = arithmetic.get(expr.op);
  const { bool, op } = expr;
  const operation: ElementOperation = {
    value: 0,
    histogram: undefined,
    changesMetric: changesMetric(op, runtime),
    apply(left, leftHistogram, right, rightHistogram) {
      if (leftHistogram !== undefined || rightHistogram !== undefined) {
        return applyToHistograms(operation, expr, left, leftHistogram, right, rightHistogram, runtime);
      }
      operation.histogram = undefined;
      if (compute !== undefined) {
        operation.value = compute(left, right);
        return true;
      }
      if (compare === undefined) return refuse(expr, 'float', 'float', runtime);
      const holds = compare(left, right);
      operation.value = bool ? Number(holds) : left;
      return bool || holds;
    },
  };
  return operation;
}

/** Arithmetic; `atan2` only since Prometheus 3. A trimmed histogram is still one of its metric. */
function changesMetric(op: BinaryOperator, { options }: Runtime): boolean {
  if (op === 'atan2') return options.semantics.atan2DropsName;
  return arithmetic.has(op);
}

function applyToHistograms(
  operation: ElementOperation,
  expr: Binary,
  left: number,
  leftHistogram: NativeHistogram | undefined,
  right: number,
  rightHistogram: NativeHistogram | undefined,
  runtime: Runtime,
): boolean {
  const give = (histogram: NativeHistogram): boolean => {
    operation.value = Number.NaN;
    operation.histogram = histogram;
    return true;
  };
  if (leftHistogram === undefined && rightHistogram !== undefined) {
    if (expr.op === '*') return give(scaleHistogram(rightHistogram, left));
    return refuse(expr, 'float', 'histogram', runtime);
  }
  if (leftHistogram === undefined) return false;
  if (rightHistogram === undefined) {
    switch (expr.op) {
      case '*':
        return give(scaleHistogram(leftHistogram, right));
      case '/':
        return give(divideHistogram(leftHistogram, right));
      case '</':
        return give(trimHistogram(leftHistogram, right, 'below'));
      case '>/':
        return give(trimHistogram(leftHistogram, right, 'above'));
      default:
        return refuse(expr, 'histogram', 'float', runtime);
    }
  }
  switch (expr.op) {
    case '+':
    case '-': {
      const sum = addHistograms(expr, leftHistogram, rightHistogram, runtime);
      return sum !== undefined && give(sum);
    }
    case '==':
    case '!=': {
      const holds = equalHistograms(leftHistogram, rightHistogram) === (expr.op === '==');
      operation.value = expr.bool ? Number(holds) : Number.NaN;
      operation.histogram = expr.bool ? undefined : leftHistogram;
      return expr.bool || holds;
    }
    default:
      return refuse(expr, 'histogram', 'histogram', runtime);
  }
}

function addHistograms(
  expr: Binary,
  left: NativeHistogram,
  right: NativeHistogram,
  { annotations }: Runtime,
): NativeHistogram | undefined {
  const minus = expr.op === '-';
  const sum = combineHistograms(left, right, minus ? -1 : 1);
  if (sum === undefined) {
    annotations.add(remarks.incompatibleBuckets(expr.op, expr.span));
    return undefined;
  }
  const operation = minus ? 'subtraction' : 'addition';
  if (sum.hintsCollide) annotations.add(remarks.resetCollision(operation, expr.span));
  if (sum.boundsReconciled) annotations.add(remarks.boundsReconciled(operation, expr.span));
  return compact(minus ? withHint(sum.histogram, 'gauge') : sum.histogram);
}

function refuse(expr: Binary, left: string, right: string, { annotations }: Runtime): false {
  annotations.add(remarks.incompatibleTypes(left, expr.op, right, expr.span));
  return false;
}
