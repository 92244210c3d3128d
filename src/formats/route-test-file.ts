import { toYaml } from './yaml.ts';

/** Tests of an Alertmanager configuration (docs/notifications.md). Durations are in the notation of Prometheus. */
export interface RouteTestFile {
  /** Relative to the test file. */
  readonly alertmanager: string;
  readonly routes: readonly RouteTest[];
  readonly notifications: readonly NotificationTest[];
}

/** The receivers that an alert with these labels reaches, all of them, in order: what `amtool config routes test` judges. */
export interface RouteTest {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly receivers: readonly string[];
}

/** What is sent when Alertmanager hears of some alerts. */
export interface NotificationTest {
  readonly name: string;
  readonly alerts: readonly TestedAlert[];
  readonly until: string;
  /** All notifications until then, in the order of time and receivers. */
  readonly expect: readonly ExpectedNotification[];
}

/** An alert that Alertmanager hears of at `from` and that is over at `to`; with a `count`, so many with `%d` numbered. */
export interface TestedAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly count?: number;
  readonly from: string;
  readonly to?: string;
}

/** At a time since the start, a receiver is told of so many alerts. */
export interface ExpectedNotification {
  readonly at: string;
  readonly receiver: string;
  readonly status: 'firing' | 'resolved';
  readonly alerts: number;
}

/** The text of a test file, below a comment. */
export const serialiseRouteTests = (file: RouteTestFile, header: readonly string[]): string => toYaml(file, { header });
