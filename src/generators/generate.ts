import type { Artifact } from '../formats/artifact.ts';
import type { Model } from '../model/model.ts';
import { compare } from '../shared/compare.ts';
import { generateAlertmanager } from './alertmanager/generate-alertmanager.ts';
import { generateDashboards } from './grafana/generate-dashboards.ts';
import { generateProvisioning } from './grafana/generate-provisioning.ts';
import { generateLogPipeline } from './logs/generate-log-pipeline.ts';
import { generateLogSchema } from './logs/generate-log-schema.ts';
import { generateRuleTests } from './prometheus/rule-tests.ts';
import { generateRules } from './prometheus/rules.ts';
import { generateServerConfig } from './prometheus/server-config.ts';
import { generateRunbooks } from './runbooks/generate-runbooks.ts';
import { generateCollector } from './traces/generate-collector.ts';

/** Everything that a spec stands for, as files sorted by path. The same model gives the same bytes. */
export async function generate(model: Model): Promise<readonly Artifact[]> {
  const artifacts = [
    ...generateRules(model),
    ...generateRuleTests(model),
    ...generateServerConfig(model),
    ...generateAlertmanager(model),
    ...(await generateDashboards(model)),
    ...generateProvisioning(model),
    ...generateRunbooks(model),
    ...generateLogSchema(model),
    ...generateLogPipeline(model),
    ...generateCollector(model),
  ];
  return artifacts.toSorted((a, b) => compare(a.path, b.path));
}
