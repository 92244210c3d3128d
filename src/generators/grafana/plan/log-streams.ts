import type { Job } from '../../../model/model.ts';
import type { LabelMatcher } from '../../../promql/ast.ts';
import { print } from '../../../promql/printer.ts';
import { jobMatcher } from './targets.ts';

/**
 * The LogQL selector of the log streams of some jobs: streams are taken to carry the labels of their targets.
 * It is written like a selector of PromQL without a name.
 */
export const logStreams = (jobs: readonly Job[], more: readonly LabelMatcher[] = []): string =>
  print({ kind: 'vector-selector', matchers: [jobMatcher(jobs), ...more] });
