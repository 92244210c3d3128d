import type { CollectorConfig } from '../../formats/collector-config.ts';
import { quote } from '../../model/findings.ts';
import { defineCheck } from '../check.ts';

/** Reports pipelines of the Collector that name what is not configured: it does not start with such a file. */
export const unknownComponent = defineCheck({
  id: 'traces/unknown-component',
  severity: 'error',
  check({ collector, suggest }, report) {
    if (collector === undefined) return;
    const { path: file, value } = collector;
    const { pipelines } = value.service;
    const known = componentsOf(value);
    for (const [pipeline, parts] of Object.entries(pipelines)) {
      for (const role of ['receivers', 'processors', 'exporters'] as const) {
        parts[role].forEach((name, i) => {
          if (known[role].includes(name)) return;
          const at = ['service', 'pipelines', pipeline, role, i];
          report({
            file,
            at,
            message: `there is no ${role.slice(0, -1)} ${quote(name)}`,
            help: suggest(name, known[role]),
          });
        });
      }
    }
    // A connector is an exporter of one pipeline and a receiver of another; with one end only it is refused.
    const used = (role: 'receivers' | 'exporters') => new Set(Object.values(pipelines).flatMap((parts) => parts[role]));
    for (const name of Object.keys(value.connectors)) {
      if (used('receivers').has(name) && used('exporters').has(name)) continue;
      const message = `the connector ${quote(name)} does not connect two pipelines`;
      report({
        file,
        at: ['connectors', name],
        atKey: true,
        message,
        help: 'let one pipeline export to it, and another receive from it',
      });
    }
  },
});

function componentsOf({ receivers, processors, connectors, exporters }: CollectorConfig) {
  const joints = Object.keys(connectors);
  return {
    receivers: [...Object.keys(receivers), ...joints],
    processors: Object.keys(processors),
    exporters: [...Object.keys(exporters), ...joints],
  };
}
