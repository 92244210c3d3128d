import type {
  AlertDocument,
  DashboardDocument,
  InhibitionDocument,
  JobDocument,
  MetricDocument,
  SpecDocument,
} from './document.ts';
import type { ExperimentDocument } from './experiment-document.ts';
import type { RequirementDocument } from './requirement-document.ts';

/** A list of the document: what has the right shape, with its index, and the names of what has not. */
export interface Items<T> {
  readonly good: readonly (readonly [index: number, document: T])[];
  readonly broken: readonly string[];
}

/** A document as far as it could be read: one misspelt field must not hide what is wrong elsewhere. */
export interface ReadableDocument
  extends Omit<
    SpecDocument,
    'jobs' | 'metrics' | 'alerts' | 'inhibitions' | 'dashboards' | 'experiments' | 'requirements'
  > {
  readonly jobs: Items<JobDocument>;
  readonly metrics: Items<MetricDocument>;
  readonly alerts: Items<AlertDocument>;
  readonly inhibitions: Items<InhibitionDocument>;
  /** Absent when the author left the dashboards to the defaults. */
  readonly dashboards?: Items<DashboardDocument>;
  readonly experiments: Items<ExperimentDocument>;
  readonly requirements: Items<RequirementDocument>;
}

/** The lists of a document. */
export const listKeys = [
  'jobs',
  'metrics',
  'alerts',
  'inhibitions',
  'dashboards',
  'experiments',
  'requirements',
] as const;

/**
 * A document without some items of its lists.
 * @param document What the schema accepted: the lists lack the broken items.
 * @param brokenAt The indexes of the broken items in the lists as written, with the name of each if it has one.
 */
export function readableDocument(
  document: SpecDocument,
  brokenAt: Readonly<Partial<Record<string, ReadonlyMap<number, string | undefined>>>> = {},
): ReadableDocument {
  const items = <T>(key: (typeof listKeys)[number], list: readonly T[]): Items<T> => {
    const broken = brokenAt[key] ?? new Map<number, string | undefined>();
    let index = -1;
    const good = list.map((item): readonly [number, T] => {
      do index += 1;
      while (broken.has(index));
      return [index, item];
    });
    return { good, broken: [...broken.values()].filter((name) => name !== undefined) };
  };
  const {
    jobs,
    metrics,
    alerts,
    inhibitions = [],
    dashboards,
    experiments = [],
    requirements = [],
    ...rest
  } = document;
  return {
    ...rest,
    jobs: items('jobs', jobs),
    metrics: items('metrics', metrics),
    alerts: items('alerts', alerts),
    inhibitions: items('inhibitions', inhibitions),
    experiments: items('experiments', experiments),
    requirements: items('requirements', requirements),
    ...(dashboards === undefined ? {} : { dashboards: items('dashboards', dashboards) }),
  };
}
