import type { Job } from '../../../model/model.ts';
import { binary, number, selector } from '../../../promql/builder.ts';
import type { PageAnnotation } from './page.ts';
import type { PlanContext } from './plan-context.ts';
import { jobMatcher } from './targets.ts';

/** When alerts fired, and when processes started: what most often explains a curve. */
export function pageAnnotations({ firing, chosen }: PlanContext, jobs: readonly Job[]): readonly PageAnnotation[] {
  const started = selector('process_start_time_seconds', [jobMatcher(jobs), ...chosen]);
  return [
    ...firing,
    {
      name: 'Restarts',
      expr: binary(started, '*', number(1000)),
      colour: 'purple',
      title: 'Process started',
      text: '{{job}} {{instance}}',
      atValue: true,
    },
  ];
}
