import { resolve } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { parseDuration } from '../../shared/duration.ts';
import type { AlertHistory, Notification } from '../../simulate/routing/notification.ts';
import { type RenderedMessage, renderNotification } from '../../simulate/routing/render/render-notification.ts';
import { type RenderedRouteLabels, renderRouteLabels } from '../../simulate/routing/render/render-route-labels.ts';
import { createTemplateLibrary } from '../../simulate/routing/render/template-library.ts';
import { recordAlerts } from '../../simulate/routing/scenario/record-alerts.ts';
import { simulateNotifications } from '../../simulate/routing/simulate-notifications.ts';
import { createLineIndex, locatePlace } from '../../simulate/rules/locate-place.ts';
import { readRuleFile } from '../../simulate/rules/read-rule-file.ts';
import { readYaml } from '../../simulate/rules/read-yaml.ts';
import type { LoadedGroup } from '../../simulate/rules/rule.ts';
import { CannotRunError } from '../cannot-run-error.ts';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult } from '../command-result.ts';
import { hasConfig } from '../files/find-config.ts';
import { readText } from '../files/read-text.ts';
import { describeTimeline, secondText } from '../routing/describe-timeline.ts';
import { type FoundScenario, findScenario } from '../routing/find-scenario.ts';
import { type RoutingOptions, routingSource } from '../routing/routing-source.ts';
import { buildArtifacts } from './build-artifacts.ts';

/** The options of `tocsin notify`. */
export interface NotifyOptions extends RoutingOptions {
  readonly scenario: string;
  readonly until?: string;
  readonly brief: boolean;
  /** Files of templates, as given; those of the configuration come after them. */
  readonly template?: readonly string[];
}

/** Seconds of an hour: how long a scenario is watched after its last event. */
const afterwards = 3600;

/** `tocsin notify`: who is told what and when in a scenario. Throws a {@link CannotRunError}. */
export async function notify(options: NotifyOptions, context: CommandContext): Promise<CommandResult> {
  const { io, progress } = context;
  const failed = (diagnostics: readonly Diagnostic[]): CommandResult => ({ diagnostics, files: [], text: () => '' });
  const limit = options.until === undefined ? undefined : parseDuration(options.until);
  if (options.until !== undefined && limit === undefined)
    throw new CannotRunError(
      'cli/usage',
      `\`${options.until}\` is not a duration`,
      'write it like `30s`, `5m` or `1h30m`',
    );
  const needsSpec = options.alertmanager === undefined || hasConfig(io.cwd, options.config);
  const spec = needsSpec ? await buildArtifacts(options, context) : undefined;
  if (spec !== undefined && !spec.ok) return failed(spec.diagnostics);
  const found = await findScenario(options.scenario, options, spec, io.cwd);
  if ('length' in found) return failed(found);
  const source = await routingSource(options, context, spec);
  if ('length' in source) return failed(source);
  const more = (options.template ?? []).map((path) => ({ path, content: readText(resolve(io.cwd, path)) }));
  const library = createTemplateLibrary([...more, ...source.templates], options.release);
  if (!library.ok)
    return failed(
      library.errors.map(({ path, message }) => ({
        code: 'alertmanager/bad-template',
        severity: 'error',
        message,
        help: `correct \`${path}\``,
      })),
    );
  const rules = await loadRules(found.rules);
  if (rules.diagnostics.length > 0) return failed(rules.diagnostics);
  progress.step('simulating');
  const { scenario } = found;
  const prometheusUrl = (spec?.model.links.prometheus ?? 'http://localhost:9090').replace(/\/$/, '');
  const lastEvent = Math.max(
    (scenario.inputs.reduce((most, { values }) => Math.max(most, values.length), 0) * scenario.interval) / 1000,
    ...scenario.alerts.map(({ startsAt, resolvedAt = startsAt }) => resolvedAt),
  );
  const until = (limit ?? scenario.until ?? (lastEvent + afterwards) * 1000) / 1000;
  const recorded = recordAlerts({
    rules: rules.groups,
    inputs: scenario.inputs,
    interval: scenario.interval,
    evaluationInterval: scenario.evaluationInterval,
    start: scenario.start,
    until: until * 1000,
    externalLabels: {},
    externalUrl: prometheusUrl,
    version: '3',
  });
  const history: AlertHistory = { alerts: [...recorded.alerts, ...scenario.alerts], silences: scenario.silences };
  const epoch = scenario.start / 1000;
  const timeline = simulateNotifications(source.setup, history, { until, epoch });
  const externalUrl = (spec?.model.links.alertmanager ?? 'http://localhost:9093').replace(/\/$/, '');
  const messages = new Map<Notification, readonly RenderedMessage[]>(
    timeline.notifications.map((one) => [one, renderNotification(one, library.value, { externalUrl, epoch })]),
  );
  const routeLabels = new Map(
    timeline.notifications
      .filter(({ labelling }) => labelling !== undefined)
      .map((one) => [one, renderRouteLabels(one, library.value, { externalUrl, epoch })]),
  );
  const diagnostics = [
    ...recorded.failures.map(
      ({ rule, at, message }): Diagnostic => ({
        code: 'rules/evaluation',
        severity: 'error',
        message: `\`${rule}\` fails at ${secondText(at)}: ${message}`,
        help: 'correct the rule',
      }),
    ),
    ...labelFaults([...routeLabels.values()]),
    ...templateFaults([...messages.values()].flat()),
  ];
  const summary = `${timeline.notifications.length} notifications of ${history.alerts.length} alerts within ${secondText(until).slice(1)}, ${timeline.suppressions.length} held back\n`;
  return {
    diagnostics,
    files: [],
    json: {
      until,
      alerts: history.alerts,
      notifications: timeline.notifications.map((one) => {
        const { labelling: _, ...rest } = one;
        return {
          ...rest,
          integrations: one.integrations.map(({ kind, index }) => ({ kind, index })),
          ...(routeLabels.has(one) ? { routeLabels: routeLabels.get(one)?.labels } : {}),
          messages: (messages.get(one) ?? []).map(({ kind, parts }) => ({ kind, parts })),
        };
      }),
      suppressions: timeline.suppressions,
    },
    text: (colors) =>
      `${describeTimeline(history.alerts, timeline, options.brief ? undefined : (one) => messages.get(one) ?? [], colors)}${summary}`,
  };
}

/** Labels of routes that fail when they are rendered, each once. */
function labelFaults(rendered: readonly RenderedRouteLabels[]): readonly Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  for (const { label, message } of rendered.flatMap(({ errors }) => errors))
    found.set(label, {
      code: 'alertmanager/bad-template',
      severity: 'error',
      message: `label \`${label}\` of the route cannot be rendered: ${message}`,
      help: 'correct the template under `labels` of the route',
    });
  return [...found.values()];
}

/** Templates that fail when they are rendered, each once. */
function templateFaults(messages: readonly RenderedMessage[]): readonly Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  for (const { kind, errors } of messages)
    for (const { name, text } of errors)
      found.set(`${kind} ${name}`, {
        code: 'alertmanager/bad-template',
        severity: 'error',
        message: `\`${name}\` of ${kind} cannot be rendered: ${text}`,
        help: 'correct the template: Alertmanager would send nothing',
      });
  return [...found.values()];
}

async function loadRules(
  files: FoundScenario['rules'],
): Promise<{ readonly groups: readonly LoadedGroup[]; readonly diagnostics: readonly Diagnostic[] }> {
  const groups: LoadedGroup[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { path, content } of new Map(files.map((file) => [file.path, file])).values()) {
    const yaml = await readYaml(content);
    if (!yaml.ok) {
      const [error] = yaml.errors;
      const location = { file: path, ...createLineIndex(content).position(error?.offset ?? 0) };
      const message = error?.message ?? '';
      diagnostics.push({ code: 'rules/yaml', severity: 'error', message, help: 'correct the syntax', location });
      continue;
    }
    const { root } = yaml.value;
    const read = readRuleFile(root, path, '3');
    groups.push(...read.groups);
    const lines = createLineIndex(content);
    diagnostics.push(
      ...read.findings.map(({ place, ...rest }) => ({
        ...rest,
        location: locatePlace(root, lines, path, content, place),
      })),
    );
  }
  return { groups, diagnostics };
}
