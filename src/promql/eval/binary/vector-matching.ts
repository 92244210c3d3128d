import type { Binary } from '../../ast.ts';
import { formatLabelSet } from '../../storage/format-labels.ts';
import { compareLabelSets } from '../../storage/label-table.ts';
import { createDuplicateCheck } from '../duplicate-check.ts';
import { EvaluationFault } from '../evaluation-fault.ts';
import type { VectorPlan } from '../plan.ts';
import type { Runtime } from '../runtime.ts';
import { createVector, pushRow, type Vector } from '../vector.ts';
import { compileElementOperation } from './element-operation.ts';
import { compileResultLabels } from './result-labels.ts';
import { createSignatures } from './signature.ts';

const noRow = -1;

/**
 * Arithmetic and comparison between two vectors. Rows of one match group are combined; one side, the "one" side, may have
 * only one row per group, and without `group_left` or `group_right` so may the other.
 */
export function compileVectorMatching(expr: Binary, left: VectorPlan, right: VectorPlan, runtime: Runtime): VectorPlan {
  const { matching, bool } = expr;
  const manyIsRight = matching?.group?.side === 'right';
  const oneToOne = matching?.group === undefined;
  // With `group_right` Prometheus swaps the sides but not their fill values, so that `fill_left` always fills the "many" side.
  const fillMany = matching?.fill?.left;
  const fillOne = matching?.fill?.right;
  const { delayedNameRemoval, semantics } = runtime.options;
  const operation = compileElementOperation(expr, runtime);
  const dropsNow = operation.changesMetric || (bool && !delayedNameRemoval);
  const resultLabels = compileResultLabels(matching, dropsNow, runtime);
  const signatures = createSignatures(matching, runtime);
  const checkDuplicates = createDuplicateCheck();
  const out = createVector();
  /** By match group: the round in which its "one" row was found, that row, and the round in which a result was made. */
  const foundIn: number[] = [];
  const oneRow: number[] = [];
  const matchedIn: number[] = [];
  const results = new Map<number, Set<number>>();
  let round = 0;
  const empty = createVector();

  function indexOneSide(one: Vector): void {
    for (let row = 0; row < one.size; row++) {
      const labels = one.labels[row] ?? 0;
      const group = signatures.of(labels);
      if (foundIn[group] === round) {
        throw new EvaluationFault(
          duplicateText(runtime, signatures.groups[group] ?? 0, manyIsRight, [
            labels,
            one.labels[oneRow[group] ?? 0] ?? 0,
          ]),
        );
      }
      foundIn[group] = round;
      oneRow[group] = row;
    }
  }

  /** Combines two rows of a group; `noRow` stands for a row with the group's labels and the fill value. */
  function combine(many: Vector, manyRow: number, one: Vector, row: number, group: number): void {
    const groupLabels = signatures.groups[group] ?? 0;
    const manyLabels = manyRow === noRow ? groupLabels : (many.labels[manyRow] ?? 0);
    const oneLabels = row === noRow ? groupLabels : (one.labels[row] ?? 0);
    const manyValue = manyRow === noRow ? (fillMany ?? 0) : (many.values[manyRow] ?? 0);
    const oneValue = row === noRow ? (fillOne ?? 0) : (one.values[row] ?? 0);
    const manyHistogram = manyRow === noRow ? undefined : many.histograms[manyRow];
    const oneHistogram = row === noRow ? undefined : one.histograms[row];
    const kept = manyIsRight
      ? operation.apply(oneValue, oneHistogram, manyValue, manyHistogram)
      : operation.apply(manyValue, manyHistogram, oneValue, oneHistogram);
    if (!kept && !semantics.matchesBeforeFilter) return;
    const labels = resultLabels(manyLabels, oneLabels);
    requireUnique(group, labels);
    if (!kept) return;
    const dropName = bool || operation.changesMetric || (manyRow !== noRow && many.dropName[manyRow] === true);
    pushRow(out, labels, operation.value, operation.histogram, dropName);
  }

  function requireUnique(group: number, labels: number): void {
    if (oneToOne) {
      if (matchedIn[group] === round) {
        throw new EvaluationFault(
          'multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)',
        );
      }
      matchedIn[group] = round;
      return;
    }
    let made = results.get(group);
    if (made === undefined || matchedIn[group] !== round) {
      if (made === undefined) {
        made = new Set();
        results.set(group, made);
      }
      made.clear();
      matchedIn[group] = round;
    }
    if (made.has(labels)) {
      throw new EvaluationFault('multiple matches for labels: grouping labels must ensure unique matches');
    }
    made.add(labels);
  }

  return {
    kind: 'vector',
    at(time) {
      const lhs = left.at(time);
      // Prometheus does not look at the right side for duplicates when there is nothing to match them with.
      const rhs = right.at(time);
      const many = manyIsRight ? rhs : lhs;
      const one = manyIsRight ? lhs : rhs;
      out.size = 0;
      if ((many.size === 0 && fillMany === undefined) || (one.size === 0 && fillOne === undefined)) return out;
      round++;
      indexOneSide(one);
      for (let row = 0; row < many.size; row++) {
        const group = signatures.of(many.labels[row] ?? 0);
        if (foundIn[group] === round) combine(many, row, one, oneRow[group] ?? 0, group);
        else if (fillOne !== undefined) combine(many, row, one, noRow, group);
      }
      if (fillMany !== undefined) {
        for (let row = 0; row < one.size; row++) {
          const group = signatures.of(one.labels[row] ?? 0);
          if (matchedIn[group] !== round) combine(empty, noRow, one, row, group);
        }
      }
      if (!delayedNameRemoval) checkDuplicates(out);
      return out;
    },
  };
}

function duplicateText(runtime: Runtime, group: number, manyIsRight: boolean, pair: readonly number[]): string {
  const { table } = runtime;
  const [first = '', second = ''] = pair
    .map((labels) => table.at(labels))
    .sort(compareLabelSets)
    .map(formatLabelSet);
  return (
    `found duplicate series for the match group ${formatLabelSet(table.at(group))} on the ${manyIsRight ? 'left' : 'right'} ` +
    `hand-side of the operation: [${first}, ${second}];many-to-many matching not allowed: matching labels must be unique on one side`
  );
}
