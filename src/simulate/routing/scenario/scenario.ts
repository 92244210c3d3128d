import type { TestInput } from '../../rule-tests/test-file.ts';
import type { TimedAlert, TimedSilence } from '../notification.ts';

/** What happens, as a scenario file tells it (docs/notifications.md). Times are in milliseconds. */
export interface Scenario {
  readonly name: string;
  /** As written: relative to the file; the rules of the spec when there are none. */
  readonly ruleFiles: readonly string[];
  readonly interval: number;
  readonly evaluationInterval: number;
  /** Since 1970. */
  readonly start: number;
  /** Undefined for an hour after the last event. */
  readonly until: number | undefined;
  readonly inputs: readonly TestInput[];
  /** Alerts that Alertmanager hears of besides those that the rules raise. */
  readonly alerts: readonly TimedAlert[];
  readonly silences: readonly TimedSilence[];
}
