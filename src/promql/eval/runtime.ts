import type { LabelTable } from '../storage/label-table.ts';
import type { Storage } from '../storage/storage.ts';
import type { AnnotationSink } from './annotation-sink.ts';
import { EvaluationFault } from './evaluation-fault.ts';
import type { ResolvedOptions } from './options.ts';

/** What all nodes of one plan share. The fields that can change belong to the query that is running. */
export interface Runtime {
  readonly storage: Storage;
  readonly table: LabelTable;
  readonly options: ResolvedOptions;
  /** Distinguishes queries. */
  query: number;
  /** Bounds and step of the query in milliseconds; all evaluation times of an instant query are the same. */
  start: number;
  end: number;
  step: number;
  /** Samples held so far. */
  samples: number;
  /** The most samples held so far. */
  peak: number;
  /** Evaluations so far, those inside subqueries included. */
  steps: number;
  readonly annotations: AnnotationSink;
  /** In which round of looking for duplicates each label set was seen last. */
  readonly seen: { round: number; readonly in: number[] };
  /** The label set without the labels that describe its metric; remembered. */
  withoutMetadata(labels: number): number;
}

/** A runtime on which no query has run yet. */
export function createRuntime(storage: Storage, options: ResolvedOptions, annotations: AnnotationSink): Runtime {
  const nameless: number[] = [];
  return {
    storage,
    table: storage.labels,
    options,
    query: 0,
    start: 0,
    end: 0,
    step: 0,
    samples: 0,
    peak: 0,
    steps: 0,
    annotations,
    seen: { round: 0, in: [] },
    withoutMetadata(labels) {
      let known = nameless[labels];
      if (known === undefined) {
        known = storage.labels.drop(labels, options.semantics.metadataLabels);
        nameless[labels] = known;
      }
      return known;
    },
  };
}

/** Accounts for samples that are now held. Throws when there are too many. */
export function charge(runtime: Runtime, samples: number): void {
  runtime.samples += samples;
  if (runtime.samples > runtime.peak) runtime.peak = runtime.samples;
  if (runtime.samples > runtime.options.maxSamples) {
    throw new EvaluationFault('query processing would load too many samples into memory in query execution');
  }
}

/** Accounts for the end of a window, of which one result remains. Throws when that is one too many. */
export function releaseWindow(runtime: Runtime, samples: number): void {
  charge(runtime, 1);
  runtime.samples -= samples;
}

/** Evaluations of one query inside subqueries and ranges: a minute by minute look at almost two years. */
export const maximumSteps = 1_000_000;

/** Counts an evaluation: what finds no samples must come to an end, too. */
export function countStep(runtime: Runtime): void {
  if (++runtime.steps > maximumSteps)
    throw new EvaluationFault(`the query needs more than ${maximumSteps} evaluations`);
}

/** The metric name of a label set, or `''`. */
export const metricName = (runtime: Runtime, labels: number): string => runtime.table.value(labels, '__name__');
