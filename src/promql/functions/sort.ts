import type { Call } from '../ast.ts';
import { copyRow } from '../eval/aggregate/topk.ts';
import type { VectorPlan } from '../eval/plan.ts';
import type { Runtime } from '../eval/runtime.ts';
import { createVector } from '../eval/vector.ts';
import { compareLabelSets } from '../storage/label-table.ts';
import type { Arguments } from './compile-call.ts';
import { naturalOrder } from './natural-order.ts';

/** The sort functions: by value, which leaves histograms out and puts NaN last, or by labels in natural order. */
export function compileSort(expr: Call, args: Arguments, { table }: Runtime): VectorPlan {
  const vector = args.vector(0);
  const sign = expr.func.endsWith('_desc') ? -1 : 1;
  const byLabel = expr.func.startsWith('sort_by_label');
  const names = Array.from({ length: args.length - 1 }, (_, i) => args.string(i + 1));
  const out = createVector();

  const labelOrder = (a: number, b: number): number => {
    for (const name of names) {
      const order = naturalOrder(table.value(a, name), table.value(b, name));
      if (order !== 0) return order;
    }
    return compareLabelSets(table.at(a), table.at(b));
  };

  return {
    kind: 'vector',
    at(time) {
      const input = vector.at(time);
      const { values, labels } = input;
      const rows: number[] = [];
      for (let row = 0; row < input.size; row++) {
        if (byLabel || input.histograms[row] === undefined) rows.push(row);
      }
      if (byLabel) rows.sort((a, b) => sign * labelOrder(labels[a] ?? 0, labels[b] ?? 0));
      else rows.sort((a, b) => valueOrder(values[a] ?? 0, values[b] ?? 0, sign));
      out.size = 0;
      for (const row of rows) copyRow(out, input, row);
      return out;
    },
  };
}

function valueOrder(a: number, b: number, sign: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a === b ? 0 : a < b ? -sign : sign;
}
