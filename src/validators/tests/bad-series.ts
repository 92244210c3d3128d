import { quote } from '../../model/findings.ts';
import { parseSeriesLabels } from '../../promql/storage/series-notation.ts';
import { defineCheck } from '../check.ts';

const number =
  '[-+]?(?:0x[0-9a-fA-F]+|[0-9]+\\.?[0-9]*(?:[eE][-+]?[0-9]+)?|\\.[0-9]+(?:[eE][-+]?[0-9]+)?|[iI]nf|[nN]a[nN])';
/** What promtool reads as values, native histograms aside. */
const values = new RegExp(
  `^\\s*(?:(?:stale|_(?:x[0-9]+)?|${number}(?:[-+]${number.slice('[-+]?'.length)})?(?:x[0-9]+)?|\\{\\{[^}]*\\}\\}\\S*)(?:\\s+|$))+$`,
);

/** Series whose labels were found to be well-formed; the same ones occur in test after test. */
const known = new Set<string>();

/** Reports input series that promtool cannot read. */
export const badSeries = defineCheck({
  id: 'tests/bad-series',
  severity: 'error',
  checkTests({ path, value: { tests } }, _output, report) {
    tests.forEach(({ input_series = [] }, index) => {
      input_series.forEach((input, i) => {
        const at = ['tests', index, 'input_series', i];
        if (!values.test(input.values)) {
          const message = `${quote(input.values)} are not the values of a series`;
          const help = 'write numbers, `_`, `stale`, and repetitions such as `1x5` or `0+2x10`';
          report({ file: path, at: [...at, 'values'], message, help });
        }
        if (known.has(input.series)) return;
        const labels = parseSeriesLabels(input.series);
        if (labels.ok) {
          if (known.size < 10_000) known.add(input.series);
          return;
        }
        for (const { message, offset } of labels.errors) {
          const help = 'write it as `metric{label="value"}`';
          report({ file: path, at: [...at, 'series'], span: { start: offset, end: offset + 1 }, message, help });
        }
      });
    });
  },
});
