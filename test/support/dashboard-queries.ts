import type { Artifact } from '../../src/formats/artifact.ts';

interface Panel {
  readonly title?: string;
  readonly datasource?: { readonly type?: string };
  readonly panels?: readonly Panel[];
  readonly targets?: readonly { readonly expr?: string; readonly datasource?: { readonly type?: string } }[];
}

/** Grafana's variables as they are when everything is selected. */
const substituted = (expr: string): string =>
  expr
    .replace(/\$\{?__rate_interval\}?/g, '1m')
    .replace(/\$\{?__interval\}?/g, '1m')
    .replace(/\$\{?__range\}?/g, '1h')
    .replace(/\$\{?(?!__)[a-z_]+(:[a-z]+)?\}?/g, '.+');

/** Every Prometheus query of every panel of the generated dashboards, its variables set to everything. */
export function dashboardQueries(
  artifacts: readonly Artifact[],
): readonly { readonly panel: string; readonly expr: string }[] {
  const ofPanel = (path: string, panel: Panel): { panel: string; expr: string }[] => [
    ...(panel.targets ?? []).flatMap(({ expr, datasource = panel.datasource }) =>
      expr === undefined || datasource?.type === 'loki'
        ? []
        : [{ panel: `${path}: ${panel.title}`, expr: substituted(expr) }],
    ),
    ...(panel.panels ?? []).flatMap((nested) => ofPanel(path, nested)),
  ];
  return artifacts
    .filter(({ path }) => path.startsWith('grafana/dashboards/'))
    .flatMap(({ path, content }) =>
      (JSON.parse(content) as { panels: Panel[] }).panels.flatMap((panel) => ofPanel(path, panel)),
    );
}
