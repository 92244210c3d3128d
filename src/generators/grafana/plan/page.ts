import type { Expr } from '../../../promql/ast.ts';

/** A dashboard as a plan: what it shows, before Grafana's JSON decides how that is written. */
export interface Page {
  /** File name part. */
  readonly name: string;
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly variables: readonly TargetVariable[];
  /** Whether a panel reads Loki, so that a variable must choose which. */
  readonly readsLogs: boolean;
  readonly annotations: readonly PageAnnotation[];
  /** Addresses outside Grafana, shown at the top. */
  readonly links: readonly PageLink[];
  readonly rows: readonly PageRow[];
  /** Milliseconds between two samples: no panel asks for finer steps. */
  readonly scrapeInterval: number;
  /** Milliseconds between two evaluations of the rules: no annotation is finer. */
  readonly evaluationInterval: number;
  /** Whether the links to the dashboards of the service fold into a menu. */
  readonly manySiblings: boolean;
}

export interface PageLink {
  readonly title: string;
  readonly url: string;
}

/** A choice of targets by one label that Prometheus puts on every series. */
export interface TargetVariable {
  readonly label: string;
  /** The series of which the label's values are offered. */
  readonly values: Expr;
}

export interface PageAnnotation {
  readonly name: string;
  readonly expr: Expr;
  readonly colour: Colour;
  readonly title: string;
  readonly text: string;
  /** The series' value is the time (in milliseconds) of what happened, rather than that of the sample. */
  readonly atValue: boolean;
}

export interface PageRow {
  readonly title: string;
  readonly collapsed: boolean;
  readonly panels: readonly PagePanel[];
}

export interface PagePanel {
  readonly id: number;
  readonly title: string;
  /** Markdown. */
  readonly description: string;
  readonly links: readonly PageLink[];
  /** What is said instead of "No data". */
  readonly noValue: string;
  readonly picture: Picture;
  /** In grid units of a page 24 wide; by default the panels of a row share its width evenly. */
  readonly size?: { readonly width: number; readonly height: number };
}

/** Colours have meanings: red is an alert's condition or a broken state, green is well, blue is neither. */
export type Colour =
  | 'red'
  | 'dark-red'
  | 'orange'
  | 'yellow'
  | 'green'
  | 'blue'
  | 'light-blue'
  | 'purple'
  | 'text'
  | 'transparent';

export type Picture = Lines | Timeline | Tiles | Heatmap | AlertTable | LogLines | ErrorParity;

/** How a number is written. */
export interface NumberFormat {
  /** Grafana's unit id. */
  readonly unit: string;
  readonly decimals?: number;
  /** Named at the axis where the unit id does not name it: `crashes`. */
  readonly axisLabel?: string;
}

/** Values over time. */
export interface Lines {
  readonly kind: 'lines';
  readonly format: NumberFormat;
  /** `zero`: never below it; `about-zero`: from it unless there are negative values; `data`: as the values are. */
  readonly axisFrom: 'zero' | 'about-zero' | 'data';
  /** Drawn as steps: the value jumps when an event enters or leaves a window. */
  readonly stepped: boolean;
  readonly curves: readonly Curve[];
  readonly thresholds?: Thresholds;
}

export interface Curve {
  readonly expr: Expr;
  readonly legend: string;
  readonly exemplars: boolean;
  /** Fixed colours of series by their legend. */
  readonly colours?: readonly { readonly name: string; readonly colour: Colour }[];
  /** Drawn against the right axis, in a format of its own. */
  readonly right?: {
    readonly format: NumberFormat;
    readonly thresholds?: Thresholds;
    /** Context in grey, not the point of the panel. */
    readonly faint: boolean;
  };
}

export interface Thresholds {
  /** Ascending; the first has no value and reaches to minus infinity. */
  readonly steps: readonly { readonly value: number | null; readonly colour: Colour }[];
  /** Whether the area in which the condition holds is coloured; if not, a dashed line only. */
  readonly shaded: boolean;
  /** What the axis must include so that the lines are seen. */
  readonly reach: { readonly from: number; readonly to: number };
}

export interface ValueText {
  readonly value: number;
  readonly text: string;
  readonly colour: Colour;
}

/** Which of a few states something was in, over time. */
export interface Timeline {
  readonly kind: 'timeline';
  readonly tracks: readonly { readonly expr: Expr; readonly legend: string }[];
  readonly values: readonly ValueText[];
}

/** What is so now, one tile per series. */
export interface Tiles {
  readonly kind: 'tiles';
  readonly tiles: readonly Tile[];
  readonly format: NumberFormat;
  readonly thresholds: Thresholds['steps'];
}

export interface Tile {
  readonly expr: Expr;
  readonly legend: string;
  /** Texts that stand for the numbers. */
  readonly values?: readonly ValueText[];
  readonly links?: readonly PageLink[];
}

/** The buckets of a histogram over time. */
export interface Heatmap {
  readonly kind: 'heatmap';
  readonly expr: Expr;
  readonly format: NumberFormat;
}

/** The alerts that fire now. */
export interface AlertTable {
  readonly kind: 'alert-table';
  readonly expr: Expr;
  /** Labels that are the same in every row. */
  readonly hidden: readonly string[];
  readonly links: readonly PageLink[];
}

/** Log records. */
export interface LogLines {
  readonly kind: 'log-lines';
  /** LogQL. */
  readonly query: string;
}

/** Errors as they were counted, beside errors as they were logged. */
export interface ErrorParity {
  readonly kind: 'error-parity';
  readonly counted: Pick<Lines, 'format' | 'curves'>;
  /** LogQL. */
  readonly logged: { readonly query: string; readonly legend: string };
}
