import type { InhibitRule, InhibitSource } from '../config/alertmanager.ts';
import { type AlertLabels, matchesAll } from '../matchers/matcher.ts';
import { type HeardAlert, isResolved } from './heard-alert.ts';

/** Knows which alerts hold back which others. Mirrors inhibit/inhibit.go. */
export interface Inhibitor {
  hear(alert: HeardAlert): void;
  /** The rule and the alert that inhibit an alert at a second. */
  inhibits(labels: AlertLabels, at: number): { readonly rule: InhibitRule; readonly source: HeardAlert } | undefined;
}

interface RunningSource extends InhibitSource {
  /** Alerts that match, by the values of the labels that have to be equal. */
  readonly heard: Map<string, Map<string, HeardAlert>>;
}

/** An inhibitor that has heard of nothing. */
export function createInhibitor(rules: readonly InhibitRule[]): Inhibitor {
  const running = rules.map((rule) => ({
    rule,
    sources: rule.sources.map((source): RunningSource => ({ ...source, heard: new Map() })),
  }));
  return {
    hear(alert) {
      for (const { equal, matchers, heard } of running.flatMap(({ sources }) => sources)) {
        if (!matchesAll(matchers, alert.labels)) continue;
        const key = equalKey(equal, alert.labels);
        const alike = heard.get(key) ?? new Map<string, HeardAlert>();
        alike.set(alert.fingerprint, alert);
        heard.set(key, alike);
      }
    },
    inhibits(labels, at) {
      for (const { rule, sources } of running) {
        if (!matchesAll(rule.targets, labels)) continue;
        // What is source and target at once is held back only by what is a source alone: nothing inhibits itself.
        const isTwoSided = sources.some(({ matchers }) => matchesAll(matchers, labels));
        const firing = sources.map(({ equal, heard }) => {
          const alike = heard.get(equalKey(equal, labels))?.values() ?? [];
          return [...alike].find(
            (source) => !isResolved(source, at) && !(isTwoSided && matchesAll(rule.targets, source.labels)),
          );
        });
        const [source] = firing;
        if (source !== undefined && !firing.includes(undefined)) return { rule, source };
      }
      return undefined;
    },
  };
}

const equalKey = (equal: readonly string[], labels: AlertLabels): string =>
  equal.length === 0 ? '' : JSON.stringify(equal.map((name) => labels[name] ?? ''));
