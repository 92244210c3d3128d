import type { Selection } from '../model/model.ts';
import { unwantedValues } from './pick-labels.ts';
import type { SeriesLabels } from './subject.ts';

/** Series that a selection leaves out for the sake of one label. */
export interface Decoys {
  readonly label: string;
  /** `queue="bulk"`, `queue="bulk" or "slow"`. */
  readonly named: string;
  readonly series: readonly SeriesLabels[];
}

/** For each label that a selection tests, series like the subject under each of the values that are ruled out. */
export const decoysOf = (of: Selection, subject: SeriesLabels): readonly Decoys[] =>
  of.where.flatMap(({ label }): readonly Decoys[] => {
    const values = unwantedValues(of, label);
    if (values.length === 0) return [];
    return [
      {
        label,
        named: `${label}=${listed(values.map((value) => `"${value}"`))}`,
        series: values.map((value) => ({ ...subject, [label]: value })),
      },
    ];
  });

const listed = (values: readonly string[]): string =>
  [values.slice(0, -1).join(', '), ...values.slice(-1)].filter((part) => part !== '').join(' or ');
