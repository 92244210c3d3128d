import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { RuleTestGroup } from '../../formats/rule-test-file.ts';
import type { MutantReport, RuleOwner, RuleReport, ScenarioChart } from '../../mutants/report.ts';

/** Mutants by what became of them. */
export interface Tally {
  readonly killed: number;
  readonly survived: number;
  readonly equivalent: number;
  /** Killed in percent of those that are not equivalent; 100 when there are none. */
  readonly score: number;
}

/** A mutant with its place in a file. */
export interface LocatedMutant extends MutantReport {
  /** The rule that is edited: the alert, or a recording that it reads. */
  readonly rule: string;
  readonly location: Diagnostic['location'];
  /** The killing scenario, when charts were asked for. */
  readonly drawn: ScenarioChart | undefined;
}

/** An alert, or a recording that only tests ask for, with the mutants of its rule and of what it reads. */
export interface AlertSummary extends Tally {
  readonly kind: RuleOwner['kind'];
  /** The name of the alert or recording. */
  readonly alert: string;
  readonly file: string;
  /** Test groups that depend on it. */
  readonly tests: number;
  readonly mutants: readonly LocatedMutant[];
  readonly suggestions: readonly RuleTestGroup[];
}

/** A whole run. */
export interface MutationSummary extends Tally {
  readonly alerts: readonly AlertSummary[];
}

/** Counts mutants. */
export function tally(mutants: readonly Pick<MutantReport, 'outcome'>[]): Tally {
  const count = (outcome: MutantReport['outcome']): number => mutants.filter((one) => one.outcome === outcome).length;
  const [killed, survived, equivalent] = [count('killed'), count('survived'), count('equivalent')];
  const score = killed + survived === 0 ? 100 : Math.floor((10_000 * killed) / (killed + survived)) / 100;
  return { killed, survived, equivalent, score };
}

/** Puts the reports of rules together, owner by owner, in their order. */
export function summarise(
  reports: readonly RuleReport[],
  locate: (file: string, place: MutantReport['place']) => Diagnostic['location'],
): MutationSummary {
  const byAlert = new Map<string, RuleReport[]>();
  for (const report of reports) {
    const { kind, name, file } = report.owner;
    const key = JSON.stringify([file, kind, name]);
    byAlert.set(key, [...(byAlert.get(key) ?? []), report]);
  }
  const alerts = [...byAlert.values()].flatMap((rules): readonly AlertSummary[] => {
    const [first] = rules;
    if (first === undefined) return [];
    const mutants = rules.flatMap(({ rule, place, charts, ...report }) =>
      report.mutants.map((mutant): LocatedMutant => {
        const chart = mutant.killedBy?.chart;
        const location = locate(place.file, mutant.place);
        return { ...mutant, rule, location, drawn: chart === undefined ? undefined : charts[chart] };
      }),
    );
    const tests = Math.max(...rules.map((report) => report.tests));
    const suggestions = distinctNames(rules.flatMap((report) => report.suggestions));
    const { kind, name: alert, file } = first.owner;
    return [{ kind, alert, file, tests, mutants, suggestions, ...tally(mutants) }];
  });
  return { alerts, ...tally(alerts.flatMap(({ mutants }) => mutants)) };
}

/** Test groups of the same name are told apart by a number. */
function distinctNames(groups: readonly RuleTestGroup[]): readonly RuleTestGroup[] {
  const seen = new Map<string, number>();
  return groups.map((group) => {
    const count = (seen.get(group.name) ?? 0) + 1;
    seen.set(group.name, count);
    return count === 1 ? group : { ...group, name: `${group.name} (${count})` };
  });
}
