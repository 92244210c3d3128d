import type { MeasureDocument, QuantityText } from '../../../src/model/document.ts';

type Raw = Extract<MeasureDocument, { kind: 'promql' }>;

interface RawMeasure {
  readonly measure: Raw;
  /** Between the values of the samples. */
  readonly thresholds: readonly QuantityText[];
}

const queue = (name: string): string => `queue_depth{job="shop", instance="a", queue="${name}"}`;

/** Queries as authors write them, with samples on either side of the thresholds. */
export const rawMeasures: readonly RawMeasure[] = [
  {
    measure: {
      kind: 'promql',
      text: 'sum by (instance) (deriv(heap_bytes[10m]))',
      unit: 'bytes',
      by: ['instance'],
      high: { 'heap_bytes{job="shop", instance="a"}': '0+60000000x60' },
      low: { 'heap_bytes{job="shop", instance="a"}': '0+6000000x60' },
    },
    thresholds: ['1MB', '2MB', '3.5MB'],
  },
  {
    measure: {
      kind: 'promql',
      text: 'max by (instance) (queue_depth{queue!="bulk"})',
      unit: 'items',
      by: ['instance'],
      high: { [queue('fast')]: '150x40' },
      low: { [queue('fast')]: '50x40' },
    },
    thresholds: [60, 100, 149],
  },
  {
    measure: {
      kind: 'promql',
      text: 'sum(queue_depth)',
      unit: 'items',
      by: [],
      high: { [queue('fast')]: '150x40', [queue('slow')]: '10x40' },
      low: { [queue('fast')]: '20x40', [queue('slow')]: '10x40' },
    },
    thresholds: [60, 100, 155],
  },
  {
    measure: {
      kind: 'promql',
      text: 'sum by (instance) (rate(restarts_total[5m]))',
      unit: 'restarts/s',
      by: ['instance'],
      high: { 'restarts_total{job="shop", instance="a"}': '0+15x60' },
      low: { 'restarts_total{job="shop", instance="a"}': '0x60' },
    },
    thresholds: ['0.5 restarts/s', '6 restarts/min'],
  },
];
