import type { Artifact, Part } from '../formats/artifact.ts';
import type { Model } from '../model/model.ts';
import { compare } from '../shared/compare.ts';
import { generateAlertmanager } from './alertmanager/generate-alertmanager.ts';
import { type AlertCluster, alertClusters } from './expressions/recordings.ts';
import { dashboardParts } from './grafana/generate-dashboards.ts';
import { generateProvisioning } from './grafana/generate-provisioning.ts';
import { generateLogPipeline } from './logs/generate-log-pipeline.ts';
import { generateLogSchema } from './logs/generate-log-schema.ts';
import { ruleTestOf } from './prometheus/rule-tests.ts';
import { rulesOf } from './prometheus/rules.ts';
import { generateServerConfig } from './prometheus/server-config.ts';
import { experimentPagesOf, runbookIndexOf, runbookOf } from './runbooks/generate-runbooks.ts';
import { generateCollector } from './traces/generate-collector.ts';

/** The files about some alerts: those of one alert follow each other, because they have its tests in common. */
function clusterFiles(model: Model, cluster: AlertCluster): readonly Artifact[] {
  const { name } = cluster[0];
  return [
    rulesOf(model, cluster),
    ...cluster.flatMap((alert) => [ruleTestOf(model, alert, name), runbookOf(model, alert, name)]),
  ];
}

/**
 * Everything that a spec stands for, in parts that may be generated in any order and by anybody who has the model, the
 * longest first. The same model gives the same parts.
 */
export async function outputParts(model: Model): Promise<readonly Part[]> {
  return [
    ...(await dashboardParts(model)),
    () => [runbookIndexOf(model), ...experimentPagesOf(model)],
    () => [
      ...generateServerConfig(model),
      ...generateAlertmanager(model),
      ...generateProvisioning(model),
      ...generateLogSchema(model),
      ...generateLogPipeline(model),
      ...generateCollector(model),
    ],
    ...alertClusters(model).map((cluster) => () => clusterFiles(model, cluster)),
  ];
}

/** All files of {@link outputParts}, sorted by path. The same model gives the same bytes. */
export async function generate(model: Model): Promise<readonly Artifact[]> {
  const parts = await outputParts(model);
  return parts.flatMap((part) => part()).sort((a, b) => compare(a.path, b.path));
}
