import { describeCondition } from '../../model/describe.ts';
import type { ExpectedAlert, Variant } from '../../model/experiment.ts';
import type { Model } from '../../model/model.ts';
import { formatDuration } from '../../shared/duration.ts';
import type { Observed } from '../play/observed.ts';
import { times } from './times.ts';
import type { Verdict } from './verdict.ts';

/** Runs of one variant: every expectation must be met in each of them. */
export interface CheckedRuns {
  readonly model: Model;
  readonly variant: Variant;
  readonly runs: readonly Observed[];
  /** How much later, or earlier, than expected something may happen. Milliseconds; 0 for the simulation. */
  readonly slack: number;
}

/** What became of every expectation of a variant, in the order in which they are written. */
export function checkVariant(checked: CheckedRuns): readonly Verdict[] {
  const { variant } = checked;
  return [
    ...variant.fires.flatMap((expected, i) => [checkFiring(checked, expected, i), ...checkTold(checked, expected, i)]),
    ...variant.silent.map(({ alert }, i) => checkSilent(checked, alert, ['silent', i, 'alert'])),
    ...checkOthers(checked),
    checkOver(checked),
    ...checkConditions(checked),
    ...checkFaults(checked),
  ];
}

const firings = ({ alerts }: Observed, name: string): readonly number[] =>
  alerts.flatMap(({ alert, firing }) => (alert === name && firing !== undefined ? [firing] : []));

/** When an alert fired first, in each run. */
const firstFirings = (runs: readonly Observed[], name: string): readonly (number | undefined)[] =>
  runs.map((run) => firings(run, name).toSorted((a, b) => a - b)[0]);

function checkFiring({ runs, slack }: CheckedRuns, expected: ExpectedAlert, i: number): Verdict {
  const { alert, by, notBefore } = expected;
  const found = firstFirings(runs, alert);
  const isLate = found.some((time) => time !== undefined && time > by + slack);
  const isEarly = found.some((time) => time !== undefined && time < notBefore - slack);
  const isMissing = found.includes(undefined);
  const from = notBefore === 0 ? '' : `, and not before ${formatDuration(notBefore)}`;
  return {
    ok: !isLate && !isEarly && !isMissing,
    code: isMissing ? 'experiment/not-fired' : isLate ? 'experiment/fired-late' : 'experiment/fired-early',
    expected: `\`${alert}\` fires by ${formatDuration(by)}${from}`,
    got: found.every((time) => time === undefined) ? 'it does not fire' : `it fires at ${times(found)}`,
    help: isMissing
      ? 'correct the alert, or the effects that should raise it'
      : `correct the alert, or \`${isEarly ? 'notBefore' : 'by'}\``,
    path: ['fires', i, isMissing ? 'alert' : isEarly ? 'notBefore' : 'by'],
  };
}

function checkTold({ runs, slack }: CheckedRuns, expected: ExpectedAlert, i: number): readonly Verdict[] {
  const { alert, receiver, toldBy } = expected;
  const notes = runs.map(({ told }) =>
    told.filter(({ alerts }) => alerts.some((one) => one.alert === alert && one.status === 'firing')),
  );
  const found = notes.map((ofRun) => ofRun.find((note) => baseName(note.receiver) === receiver)?.at);
  const others = new Set(notes.flat().flatMap((note) => (baseName(note.receiver) === receiver ? [] : [note.receiver])));
  const isMissing = found.includes(undefined);
  const isLate = found.some((time) => time !== undefined && time > toldBy + slack);
  const told: Verdict = {
    ok: !isMissing && !isLate,
    code: isMissing ? 'experiment/not-told' : 'experiment/told-late',
    expected: `\`${receiver}\` is told of \`${alert}\` by ${formatDuration(toldBy)}`,
    got: found.every((time) => time === undefined) ? 'nothing is sent' : `it is told at ${times(found)}`,
    help: isMissing
      ? 'compare how long the alert fires with the `wait` of its route'
      : 'shorten the `wait` of its route, or correct `toldBy`',
    path: ['fires', i, isMissing ? 'tells' : 'toldBy'],
  };
  if (others.size === 0) return [told];
  const names = [...others].map((name) => `\`${name}\``).join(', ');
  const stray: Verdict = {
    ok: false,
    code: 'experiment/told-others',
    expected: `nobody but \`${receiver}\` is told of \`${alert}\``,
    got: `${names} ${others.size === 1 ? 'is' : 'are'} told, too`,
    help: 'correct the routes, or `tells`',
    path: ['fires', i, 'tells'],
  };
  return [told, stray];
}

/** A receiver that is used with and without news of the end is two in Alertmanager, told apart after a dot. */
const baseName = (receiver: string): string => receiver.split('.')[0] ?? receiver;

function checkSilent({ runs, variant }: CheckedRuns, alert: string, path: Verdict['path']): Verdict {
  const found = firstFirings(runs, alert);
  const reason = variant.silent.find((one) => one.alert === alert)?.because;
  const fired = found.filter((time) => time !== undefined);
  return {
    ok: fired.length === 0,
    code: 'experiment/fired',
    expected: `\`${alert}\` stays silent${reason === undefined ? '' : `: ${reason}`}`,
    got: fired.length === 0 ? 'it stays silent' : `it fires at ${times(found)}`,
    help: 'correct the alert, or move it to `fires`',
    path,
  };
}

/** All other alerts, in one verdict while they keep quiet. */
function checkOthers(checked: CheckedRuns): readonly Verdict[] {
  const { model, variant } = checked;
  const named = new Set([...variant.fires, ...variant.silent].map(({ alert }) => alert));
  const others = model.alerts.filter(({ name, when }) => !named.has(name) && when.kind !== 'always');
  const verdicts = others.map(({ name }) => checkSilent(checked, name, ['fires']));
  const failed = verdicts.filter(({ ok }) => !ok);
  if (failed.length > 0 || others.length === 0) return failed;
  const names = others.map(({ name }) => `\`${name}\``).join(', ');
  const expected = `the other alerts stay silent: ${names}`;
  return [{ ok: true, code: 'experiment/fired', expected, got: 'they stay silent', help: '', path: ['fires'] }];
}

function checkOver({ model, variant, runs, slack }: CheckedRuns): Verdict {
  const { by } = variant.recovered;
  const always = new Set(model.alerts.flatMap(({ name, when }) => (when.kind === 'always' ? [name] : [])));
  const ends = runs.map(({ alerts }) =>
    alerts
      .filter(({ alert, firing }) => firing !== undefined && !always.has(alert))
      .map(({ alert, over }) => ({ alert, over: over ?? Number.POSITIVE_INFINITY })),
  );
  const late = new Set(ends.flat().flatMap(({ alert, over }) => (over > by + slack ? [alert] : [])));
  const last = ends.map((ofRun) => Math.max(Number.NEGATIVE_INFINITY, ...ofRun.map(({ over }) => over)));
  const none = ends.every((ofRun) => ofRun.length === 0);
  const got = none ? 'none fires' : `the last is over at ${times(last.filter(Number.isFinite))}`;
  return {
    ok: late.size === 0,
    code: 'experiment/not-recovered',
    expected: `all alerts are over by ${formatDuration(by)}`,
    got: late.size === 0 ? got : `${[...late].map((name) => `\`${name}\``).join(', ')} still fires`,
    help: 'correct the alert, or `recovered.by`',
    path: ['recovered', 'by'],
  };
}

function checkConditions({ variant, runs, slack }: CheckedRuns): readonly Verdict[] {
  const { by, when } = variant.recovered;
  return when.map((condition, i) => {
    const unmet = runs.map((run) => (run.unmet[i] ?? []).filter((time) => time > by + slack || slack === 0));
    const first = unmet.map(([time]) => time).filter((time) => time !== undefined);
    return {
      ok: first.length === 0,
      code: 'experiment/not-back',
      expected: `from ${formatDuration(by)} on: ${describeCondition(condition)}`,
      got: first.length === 0 ? 'it holds' : `it does not hold at ${times(first)}`,
      help: 'correct the effects, or the condition',
      path: ['recovered', 'when', i],
    };
  });
}

function checkFaults({ runs }: CheckedRuns): readonly Verdict[] {
  return [...new Set(runs.flatMap(({ faults }) => faults))].map((fault) => ({
    ok: false,
    code: 'experiment/rule-failed',
    expected: 'every rule can be evaluated',
    got: fault,
    help: 'correct the rule',
    path: [],
  }));
}
