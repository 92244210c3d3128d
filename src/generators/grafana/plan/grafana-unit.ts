import type { NumberFormat } from './page.ts';

/** Units of the language that Grafana formats by itself. Others are things counted: `short`, named at the axis. */
const known: Readonly<Record<string, string>> = {
  ratio: 'percentunit',
  seconds: 's',
  bytes: 'bytes',
  celsius: 'celsius',
  'bytes/s': 'binBps',
  'requests/s': 'reqps',
  'operations/s': 'ops',
  'events/s': 'eps',
  'messages/s': 'mps',
  'records/s': 'recps',
  'rows/s': 'rowsps',
  'reads/s': 'rps',
  'writes/s': 'wps',
};

/** Digits after the point of a number in plain notation. */
const digitsOf = (value: number): number => {
  const [, fraction = ''] = Number(value.toPrecision(12)).toString().split('.');
  return fraction.includes('e') ? 0 : fraction.length;
};

/**
 * How Grafana writes numbers of a unit.
 * @param whole whether only whole numbers occur
 * @param exact numbers that must not be rounded away, such as thresholds
 */
export function numberFormat(unit: string, whole: boolean, exact: readonly number[] = []): NumberFormat {
  if (unit === 'ratio') {
    const digits = exact.map((value) => digitsOf(value * 100));
    return { unit: 'percentunit', decimals: Math.min(4, Math.max(1, ...digits)) };
  }
  const id = known[unit];
  if (id !== undefined) return { unit: id };
  // The name of what is counted would make every tick of the axis too wide.
  if (unit.endsWith('/s')) return { unit: 'suffix:/s', axisLabel: unit.slice(0, -'/s'.length) };
  return { unit: 'short', ...(whole ? { decimals: 0 } : {}), ...(unit === '' ? {} : { axisLabel: unit }) };
}
