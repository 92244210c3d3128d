import { badMatcher } from './alertmanager/bad-matcher.ts';
import { badTemplate as badNotificationTemplate } from './alertmanager/bad-template.ts';
import { deadInhibition } from './alertmanager/dead-inhibition.ts';
import { deadMatcher } from './alertmanager/dead-matcher.ts';
import { duplicateReceiver } from './alertmanager/duplicate-receiver.ts';
import { inhibitionCycle } from './alertmanager/inhibition-cycle.ts';
import { inhibitionLabel } from './alertmanager/inhibition-label.ts';
import { missingTemplateFile } from './alertmanager/missing-template-file.ts';
import { mutedAlert } from './alertmanager/muted-alert.ts';
import { refused } from './alertmanager/refused.ts';
import { selfInhibition } from './alertmanager/self-inhibition.ts';
import { shadowedRoute } from './alertmanager/shadowed-route.ts';
import { unknownAlert as unknownInhibitedAlert } from './alertmanager/unknown-alert.ts';
import { unknownReceiver } from './alertmanager/unknown-receiver.ts';
import { unknownTemplate } from './alertmanager/unknown-template.ts';
import { unreachableRoute } from './alertmanager/unreachable-route.ts';
import { unusedInterval } from './alertmanager/unused-interval.ts';
import { unusedReceiver } from './alertmanager/unused-receiver.ts';
import { wrongRoute } from './alertmanager/wrong-route.ts';
import { missingFile } from './artifacts/missing-file.ts';
import { unknownFile } from './artifacts/unknown-file.ts';
import type { Check } from './check.ts';
import { deadDashboard } from './links/dead-dashboard.ts';
import { deadRunbook } from './links/dead-runbook.ts';
import { badPipeline } from './logs/bad-pipeline.ts';
import { badSchema } from './logs/bad-schema.ts';
import { costlyLabel } from './logs/costly-label.ts';
import { unloadedRules } from './prometheus/unloaded-rules.ts';
import { wrongInterval } from './prometheus/wrong-interval.ts';
import { wrongJob } from './prometheus/wrong-job.ts';
import { badPromql } from './rules/bad-promql.ts';
import { badTemplate } from './rules/bad-template.ts';
import { duplicateAlert } from './rules/duplicate-alert.ts';
import { duplicateRecording } from './rules/duplicate-recording.ts';
import { missingAlert } from './rules/missing-alert.ts';
import { recordingOrder } from './rules/recording-order.ts';
import { unknownAlert } from './rules/unknown-alert.ts';
import { unknownLabel } from './rules/unknown-label.ts';
import { unknownMetric } from './rules/unknown-metric.ts';
import { unusedRecording } from './rules/unused-recording.ts';
import { wrongLabel } from './rules/wrong-label.ts';
import { wrongTiming } from './rules/wrong-timing.ts';
import { badPromql as badRunbookPromql } from './runbooks/bad-promql.ts';
import { deadLink } from './runbooks/dead-link.ts';
import { incompleteExperiment } from './runbooks/incomplete-experiment.ts';
import { missingExperiment } from './runbooks/missing-experiment.ts';
import { unknownMetric as unknownRunbookMetric } from './runbooks/unknown-metric.ts';
import { unknownPage } from './runbooks/unknown-page.ts';
import { badPromql as badTestPromql } from './tests/bad-promql.ts';
import { badSeries } from './tests/bad-series.ts';
import { missing } from './tests/missing.ts';
import { unknownAlert as unknownTestedAlert } from './tests/unknown-alert.ts';
import { unknownRuleFile } from './tests/unknown-rule-file.ts';
import { unreadInput } from './tests/unread-input.ts';
import { vacuousSilence } from './tests/vacuous-silence.ts';
import { unknownComponent } from './traces/unknown-component.ts';
import { wrongBuckets } from './traces/wrong-buckets.ts';
import { wrongSampling } from './traces/wrong-sampling.ts';

/** All checks of the output but those of dashboards, in the order in which they run. */
export const checks: readonly Check[] = [
  missingFile,
  unknownFile,
  badPromql,
  unknownMetric,
  unknownLabel,
  missingAlert,
  unknownAlert,
  duplicateAlert,
  wrongLabel,
  wrongTiming,
  badTemplate,
  duplicateRecording,
  unusedRecording,
  recordingOrder,
  missing,
  unknownRuleFile,
  unknownTestedAlert,
  vacuousSilence,
  unreadInput,
  badSeries,
  badTestPromql,
  badMatcher,
  refused,
  unknownReceiver,
  unusedReceiver,
  duplicateReceiver,
  unreachableRoute,
  shadowedRoute,
  deadMatcher,
  wrongRoute,
  mutedAlert,
  unusedInterval,
  unknownInhibitedAlert,
  inhibitionLabel,
  deadInhibition,
  selfInhibition,
  inhibitionCycle,
  missingTemplateFile,
  badNotificationTemplate,
  unknownTemplate,
  unloadedRules,
  wrongJob,
  wrongInterval,
  deadRunbook,
  deadDashboard,
  deadLink,
  badRunbookPromql,
  unknownRunbookMetric,
  unknownPage,
  missingExperiment,
  incompleteExperiment,
  badSchema,
  badPipeline,
  costlyLabel,
  unknownComponent,
  wrongSampling,
  wrongBuckets,
];
