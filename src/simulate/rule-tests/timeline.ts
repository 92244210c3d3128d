import { formatFloatG } from '../../promql/eval/format-float.ts';
import { formatHistogram } from '../../promql/histogram/format-histogram.ts';
import type { Labels } from '../../promql/storage/label-table.ts';
import type { Failure } from './failure.ts';
import type { GroupRun } from './group-run.ts';
import { runTestGroup } from './run-test-group.ts';
import type { TestGroup } from './test-file.ts';

/** What an alert was at one evaluation. */
export interface TimelineEntry {
  /** Milliseconds since the start of the group. */
  readonly time: number;
  readonly state: 'inactive' | 'pending' | 'firing';
  /** Of the expression, as Prometheus prints it; `''` when it gave nothing. */
  readonly value: string;
}

/** The states of the alerts of one name, evaluation by evaluation. */
export interface AlertTimeline {
  readonly name: string;
  /** One row for every label set that was ever active; none when the expression never gave anything. */
  readonly rows: readonly { readonly labels: Labels; readonly entries: readonly TimelineEntry[] }[];
}

/** Evaluations before and after the failing one. */
const around = 8;

/** Runs the group once more to see how the alerts of failed tests came about. */
export function recordTimelines(
  group: TestGroup,
  run: GroupRun,
  failures: readonly Failure[],
): ReadonlyMap<string, AlertTimeline> {
  const wanted = new Map<string, number[]>();
  for (const failure of failures) {
    if (failure.kind !== 'alerts') continue;
    const { alertName } = failure.test;
    wanted.set(alertName, [...(wanted.get(alertName) ?? []), failure.time]);
  }
  const timelines = new Map<string, AlertTimeline>();
  if (wanted.size === 0) return timelines;
  const recorders = new Map([...wanted.keys()].map((name) => [name, createRecorder()]));
  const span = around * run.evaluationInterval;
  runTestGroup(group, {
    ...run,
    onTick(time, alerts) {
      for (const [name, times] of wanted) {
        if (!times.some((failed) => Math.abs(time - failed) <= span)) continue;
        recorders.get(name)?.record(
          time,
          alerts(name).map(({ labels, state, value }) => ({
            labels,
            state,
            value: typeof value === 'number' ? formatFloatG(value) : formatHistogram(value),
          })),
        );
      }
    },
  });
  for (const [name, recorder] of recorders) timelines.set(name, { name, rows: recorder.rows() });
  return timelines;
}

interface Seen {
  readonly labels: Labels;
  readonly state: 'pending' | 'firing';
  readonly value: string;
}

function createRecorder() {
  const times: number[] = [];
  const seen = new Map<Labels, Map<number, Seen>>();
  return {
    record(time: number, alerts: readonly Seen[]): void {
      times.push(time);
      for (const alert of alerts) {
        const states = seen.get(alert.labels) ?? new Map<number, Seen>();
        states.set(time, alert);
        seen.set(alert.labels, states);
      }
    },
    rows: () =>
      [...seen].map(([labels, states]) => ({
        labels,
        entries: times.map((time): TimelineEntry => {
          const { state, value } = states.get(time) ?? { state: 'inactive', value: '' };
          return { time, state, value };
        }),
      })),
  };
}
