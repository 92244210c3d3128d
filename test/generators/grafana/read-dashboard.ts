import { generateDashboards } from '../../../src/generators/grafana/generate-dashboards.ts';
import type { Model } from '../../../src/model/model.ts';

/** What the tests look at of a generated dashboard; the shape as such is for the schema to check. */
export interface ReadDashboard {
  readonly title: string;
  readonly uid: string;
  readonly tags: readonly string[];
  readonly editable: boolean;
  readonly graphTooltip: number;
  readonly schemaVersion: number;
  readonly timezone: string;
  readonly refresh: string;
  readonly links: readonly ReadLink[];
  readonly panels: readonly ReadPanel[];
  readonly templating: { readonly list: readonly ReadVariable[] };
  readonly annotations: { readonly list: readonly ReadAnnotation[] };
}

export interface ReadLink {
  readonly title: string;
  readonly type?: string;
  readonly url?: string;
  readonly tags?: readonly string[];
  readonly keepTime?: boolean;
  readonly includeVars?: boolean;
}

export interface ReadVariable {
  readonly name: string;
  readonly type: string;
  readonly label: string;
  readonly multi: boolean;
  readonly includeAll: boolean;
  readonly allValue?: string;
  readonly refresh?: number;
  readonly datasource?: { readonly uid: string };
  readonly query: string | { readonly query: string };
  readonly current: { readonly value: string | readonly string[] };
}

export interface ReadAnnotation {
  readonly name: string;
  readonly expr: string;
  readonly enable: boolean;
  readonly useValueForTime: boolean;
}

export interface ReadTarget {
  readonly refId: string;
  readonly expr: string;
  readonly legendFormat: string;
  readonly instant?: boolean;
  readonly exemplar?: boolean;
  readonly datasource: { readonly type: string; readonly uid: string };
}

export interface ReadStep {
  readonly value: number | null;
  readonly color: string;
}

export interface ReadOverride {
  readonly matcher: { readonly id: string; readonly options: string };
  readonly properties: readonly { readonly id: string; readonly value: unknown }[];
}

export interface ReadPanel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly collapsed?: boolean;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly datasource: { readonly type: string; readonly uid: string };
  readonly links: readonly ReadLink[];
  readonly panels?: readonly ReadPanel[];
  readonly targets: readonly ReadTarget[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly fieldConfig: {
    readonly defaults: {
      readonly unit?: string;
      readonly min?: number;
      readonly decimals?: number;
      readonly noValue: string;
      readonly thresholds?: { readonly steps: readonly ReadStep[] };
      readonly mappings?: readonly {
        readonly options: Readonly<Record<string, { readonly text: string; readonly color: string }>>;
      }[];
      readonly custom?: Readonly<Record<string, unknown>>;
    };
    readonly overrides: readonly ReadOverride[];
  };
}

/** The generated dashboards of a model, by name. */
export async function readDashboards(model: Model): Promise<ReadonlyMap<string, ReadDashboard>> {
  const artifacts = await generateDashboards(model);
  return new Map(
    artifacts.map(({ path, content }) => [
      /([^/]+)\.json$/.exec(path)?.[1] ?? path,
      JSON.parse(content) as ReadDashboard,
    ]),
  );
}

/** The panels of a dashboard without its rows, those of collapsed rows included. */
export const panelsOf = ({ panels }: ReadDashboard): readonly ReadPanel[] =>
  panels.flatMap((panel) => (panel.type === 'row' ? (panel.panels ?? []) : [panel]));
