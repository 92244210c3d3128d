import type { Path } from '../../rules/yaml-fields.ts';
import type { Matcher } from '../matchers/matcher.ts';
import type { AlertmanagerVersion } from '../matchers/parse-matchers.ts';
import type { TimeInterval } from '../time/time-interval.ts';

/** A configuration of Alertmanager with everything that it leaves out filled in. Times are in milliseconds. */
export interface AlertmanagerSetup {
  readonly version: AlertmanagerVersion;
  /** After which an alert that is not updated and that names no end counts as resolved. */
  readonly resolveTimeout: number;
  readonly route: RouteNode;
  readonly inhibitRules: readonly InhibitRule[];
  readonly receivers: ReadonlyMap<string, Receiver>;
  /** As written: relative to the configuration, with wildcards. */
  readonly templates: readonly string[];
  readonly timeIntervals: ReadonlyMap<string, NamedTimeInterval>;
}

/** A node of the route tree with what it inherits. */
export interface RouteNode {
  readonly path: Path;
  readonly receiver: string;
  /** Sorted by label; none for the root. */
  readonly matchers: readonly Matcher[];
  /** Where each matcher stands in the file, in the order of `matchers`. */
  readonly matcherPaths: readonly Path[];
  /** `all` for `...`: one group for each set of labels. */
  readonly groupBy: readonly string[] | 'all';
  readonly groupWait: number;
  readonly groupInterval: number;
  readonly repeatInterval: number;
  /** Templates by label, those of the nodes above included: what messages can say of the route. */
  readonly labels: Readonly<Record<string, string>>;
  /** Names of intervals; a node does not inherit them. */
  readonly muteTimes: readonly string[];
  readonly activeTimes: readonly string[];
  /** Whether siblings below get the alert as well. */
  readonly continues: boolean;
  readonly routes: readonly RouteNode[];
}

/** While an alert of every source fires, those of the target with the labels equal are not notified. */
export interface InhibitRule {
  readonly path: Path;
  /** One, or in current releases several. */
  readonly sources: readonly InhibitSource[];
  readonly targets: readonly Matcher[];
  readonly targetPaths: readonly Path[];
}

/** Alerts of which one has to fire. */
export interface InhibitSource {
  readonly matchers: readonly Matcher[];
  readonly matcherPaths: readonly Path[];
  /** Labels that it has to share with the target. */
  readonly equal: readonly string[];
  /** Where they stand. */
  readonly equalPath: Path;
}

/** Times of which at least one has to contain a moment. */
export interface NamedTimeInterval {
  readonly name: string;
  readonly path: Path;
  readonly intervals: readonly TimeInterval[];
}

/** Everybody whom one notification goes to. */
export interface Receiver {
  readonly name: string;
  readonly path: Path;
  readonly integrations: readonly Integration[];
}

/** What a setting of an integration can be. */
export type SettingValue =
  | string
  | number
  | boolean
  | readonly SettingValue[]
  | { readonly [key: string]: SettingValue };

/** One way in which a receiver is told. */
export interface Integration {
  readonly kind: string;
  /** Among those of its kind in the receiver. */
  readonly index: number;
  readonly path: Path;
  readonly sendResolved: boolean;
  /** As in the file, defaults filled in. */
  readonly settings: Readonly<Record<string, SettingValue>>;
}
