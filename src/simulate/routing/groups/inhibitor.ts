import type { InhibitRule } from '../config/alertmanager.ts';
import { type AlertLabels, matchesAll } from '../matchers/matcher.ts';
import { type HeardAlert, isResolved } from './heard-alert.ts';

/** Knows which alerts hold back which others. Mirrors inhibit/inhibit.go. */
export interface Inhibitor {
  hear(alert: HeardAlert): void;
  /** The rule and the alert that inhibit an alert at a second. */
  inhibits(labels: AlertLabels, at: number): { readonly rule: InhibitRule; readonly source: HeardAlert } | undefined;
}

interface RunningRule {
  readonly rule: InhibitRule;
  /** Alerts of the source, by the values of the labels that have to be equal. */
  readonly sources: Map<string, Map<string, HeardAlert>>;
}

/** An inhibitor that has heard of nothing. */
export function createInhibitor(rules: readonly InhibitRule[]): Inhibitor {
  const running = rules.map((rule): RunningRule => ({ rule, sources: new Map() }));
  return {
    hear(alert) {
      for (const { rule, sources } of running) {
        if (!matchesAll(rule.sources, alert.labels)) continue;
        const key = equalKey(rule, alert.labels);
        const alike = sources.get(key) ?? new Map<string, HeardAlert>();
        alike.set(alert.fingerprint, alert);
        sources.set(key, alike);
      }
    },
    inhibits(labels, at) {
      for (const { rule, sources } of running) {
        if (!matchesAll(rule.targets, labels)) continue;
        const alike = sources.get(equalKey(rule, labels));
        if (alike === undefined) continue;
        // What is source and target at once is held back only by what is a source alone: nothing inhibits itself.
        const isTwoSided = matchesAll(rule.sources, labels);
        for (const source of alike.values()) {
          if (isResolved(source, at) || (isTwoSided && matchesAll(rule.targets, source.labels))) continue;
          return { rule, source };
        }
      }
      return undefined;
    },
  };
}

const equalKey = ({ equal }: InhibitRule, labels: AlertLabels): string =>
  equal.length === 0 ? '' : JSON.stringify(equal.map((name) => labels[name] ?? ''));
