import { quote } from '../../model/findings.ts';
import { defineCheck } from '../check.ts';

const factors: Readonly<Record<string, number>> = { us: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };

/** Seconds of a Go duration of one unit. */
function secondsOf(text: string): number | undefined {
  const [, number = '', unit = ''] = /^([0-9.]+)(us|ms|s|m|h)$/.exec(text) ?? [];
  const factor = factors[unit];
  return factor === undefined ? undefined : Number(number) * factor;
}

/** Reports buckets of the Collector's span metrics that are not those of the spec. */
export const wrongBuckets = defineCheck({
  id: 'traces/wrong-buckets',
  severity: 'error',
  check({ collector, model: { traces } }, report) {
    if (collector === undefined || traces === undefined) return;
    const { buckets } = collector.value.connectors.spanmetrics.histogram.explicit;
    const isSame =
      buckets.length === traces.buckets.length &&
      buckets.every((text, i) => Math.abs((secondsOf(text) ?? -1) - (traces.buckets[i]?.value ?? 0)) < 1e-9);
    if (isSame) return;
    const expected = traces.buckets.map(({ written }) => written).join(' ');
    const at = ['connectors', 'spanmetrics', 'histogram', 'explicit', 'buckets'];
    const message = 'the buckets of spans are not those of the spec';
    report({ file: collector.path, at, message, help: `use ${quote(expected)}` });
  },
});
