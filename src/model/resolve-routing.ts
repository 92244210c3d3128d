import { checkMailAddress, checkSecretFile, checkUrl, isHostAndPort } from './addresses.ts';
import { conventions } from './conventions.ts';
import { type Declared, lookUp, refuseDuplicates } from './declared.ts';
import type { IntegrationDocument, MetricDocument, RouteDocument, SpecDocument } from './document.ts';
import { type Findings, type Path, quote } from './findings.ts';
import type { ReadableDocument } from './items.ts';
import type { Receiver, Route } from './model.ts';
import { checkName } from './names.ts';
import { refuseTemplate } from './plain-text.ts';
import { readDuration, readPositiveDuration } from './scope.ts';

/** Alertmanager's defaults, except that alerts are grouped. Milliseconds. */
const defaults = { wait: 30_000, interval: 300_000, repeat: 14_400_000 } as const;

/** Severities, receivers and routes; every severity and audience of an alert is looked up in the result. */
export interface Routing {
  readonly receivers: readonly Receiver[];
  readonly routes: readonly Route[];
}

/** The receivers and the routes; every fault in them, and in `severities`, is reported. */
export function resolveRouting(findings: Findings, document: ReadableDocument): Routing {
  const { severities, receivers, routes } = document;
  if (severities.length === 0)
    findings.error('shape/empty', '`severities` is empty', 'list them, the loudest first', ['severities']);
  refuseDuplicates(findings, 'severity', severities, (i) => ['severities', i]);
  severities.forEach((severity, i) => {
    checkName(findings, 'severity', severity, ['severities', i]);
    if (!Object.hasOwn(routes, severity) || Object.keys(routes[severity] ?? {}).length === 0) {
      const help = `add \`routes.${severity}\` with an audience: \`{ oncall: { to: <receiver> } }\``;
      const message = `nobody is told about alerts of the severity ${quote(severity)}`;
      findings.error('routing/missing-severity', message, help, ['severities', i]);
    }
  });
  const labels = labelsOfAlerts(document);
  const declaredReceivers: Declared<true> = new Map(Object.keys(receivers).map((name) => [name, true]));
  const declaredSeverities: Declared<true> = new Map(severities.map((name) => [name, true]));
  const resolved = Object.entries(routes).flatMap(([severity, audiences]) => {
    const path = ['routes', severity];
    if (!declaredSeverities.has(severity)) {
      const message = `there is no severity ${quote(severity)}`;
      const help = findings.suggest(severity, severities);
      findings.error('reference/unknown-severity', message, help, path, { atKey: true });
    }
    return Object.entries(audiences).map(([audience, route]): Route => {
      const at = [...path, audience];
      checkName(findings, 'audience', audience, at, true);
      lookUp(findings, 'receiver', declaredReceivers, route.to, [...at, 'to']);
      const groupBy = route.groupBy ?? ['alertname', ...document.targetLabels];
      checkGroupBy(findings, groupBy, labels, [...at, 'groupBy']);
      return { severity, audience, receiver: route.to, groupBy, ...timing(findings, route, at) };
    });
  });
  checkUse(findings, receivers, resolved);
  const order = new Map(severities.map((severity, i) => [severity, i]));
  return {
    receivers: Object.entries(receivers).map(([name, integrations]) => {
      checkReceiver(findings, name, integrations);
      return { name, integrations };
    }),
    routes: resolved.toSorted((a, b) => (order.get(a.severity) ?? 0) - (order.get(b.severity) ?? 0)),
  };
}

function timing(
  findings: Findings,
  route: RouteDocument,
  path: Path,
): Pick<Route, 'wait' | 'interval' | 'repeat' | 'sendResolved'> {
  const { wait, interval, repeat, sendResolved = true } = route;
  const times = {
    wait: wait === undefined ? defaults.wait : readDuration(findings, wait, [...path, 'wait']),
    // Alertmanager refuses a zero for these two.
    interval:
      interval === undefined ? defaults.interval : readPositiveDuration(findings, interval, [...path, 'interval']),
    repeat: repeat === undefined ? defaults.repeat : readPositiveDuration(findings, repeat, [...path, 'repeat']),
  };
  return { wait: times.wait ?? 0, interval: times.interval ?? 0, repeat: times.repeat ?? 0, sendResolved };
}

/** Labels that an alert can have at all. */
function labelsOfAlerts({ targetLabels, metrics }: ReadableDocument): readonly string[] {
  const ofMetric = ([, { labels = {} }]: readonly [number, MetricDocument]): readonly string[] => Object.keys(labels);
  return [...new Set(['alertname', ...conventions.alertLabels, ...targetLabels, ...metrics.good.flatMap(ofMetric)])];
}

function checkGroupBy(findings: Findings, groupBy: readonly string[], labels: readonly string[], path: Path): void {
  refuseDuplicates(findings, 'label', groupBy, (i) => [...path, i]);
  const known = new Map(labels.map((label) => [label, true]));
  groupBy.forEach((label, i) => {
    if (label !== '...') lookUp(findings, 'label', known, label, [...path, i]);
    else if (groupBy.length > 1) {
      const message = '`...` means all labels, and stands beside others';
      findings.error('routing/bad-grouping', message, 'write `...` alone, or remove it', [...path, i]);
    }
  });
}

function checkUse(findings: Findings, receivers: SpecDocument['receivers'], routes: readonly Route[]): void {
  const used = new Set(routes.map(({ receiver }) => receiver));
  // A misspelt name in a route leaves its receiver unused: one finding is enough.
  if ([...used].some((name) => !Object.hasOwn(receivers, name))) return;
  for (const name of Object.keys(receivers)) {
    if (used.has(name)) continue;
    const message = `no route leads to the receiver ${quote(name)}`;
    findings.warning('routing/unused-receiver', message, 'route something to it, or remove it', ['receivers', name], {
      atKey: true,
    });
  }
}

function checkReceiver(findings: Findings, name: string, integrations: readonly IntegrationDocument[]): void {
  const path = ['receivers', name];
  checkName(findings, 'receiver', name, path, true);
  if (integrations.length === 0) {
    const message = `the receiver ${quote(name)} tells nobody`;
    findings.error('routing/empty-receiver', message, 'give it an integration', path);
  }
  integrations.forEach((integration, i) => {
    checkIntegration(findings, integration, [...path, i]);
  });
}

function checkIntegration(findings: Findings, integration: IntegrationDocument, path: Path): void {
  switch (integration.kind) {
    case 'pagerduty':
      checkSecretFile(findings, 'the routing key', integration.routingKeyFile, [...path, 'routingKeyFile']);
      return;
    case 'slack': {
      checkSecretFile(findings, 'the address of the incoming webhook', integration.apiUrlFile, [...path, 'apiUrlFile']);
      if (/^[#@]?[^\s#@{}]+$/.test(integration.channel)) return;
      const message = `${quote(integration.channel)} is not a Slack channel`;
      findings.error('routing/bad-address', message, 'write it as `#alerts`', [...path, 'channel']);
      return;
    }
    case 'email': {
      const { to, from, smarthost, username, passwordFile } = integration;
      for (const one of to.split(',')) checkMailAddress(findings, one.trim(), [...path, 'to']);
      checkMailAddress(findings, from, [...path, 'from']);
      if (!isHostAndPort(smarthost)) {
        const help = 'write it as `host:port`: `smtp.example.com:587`';
        findings.error('routing/bad-address', `${quote(smarthost)} is not a mail server`, help, [...path, 'smarthost']);
      }
      if (username !== undefined) refuseTemplate(findings, username, [...path, 'username']);
      if (passwordFile !== undefined)
        checkSecretFile(findings, 'the password', passwordFile, [...path, 'passwordFile']);
      if ((username === undefined) === (passwordFile === undefined)) return;
      const [there, other] = username === undefined ? ['passwordFile', 'username'] : ['username', 'passwordFile'];
      const message = `\`${there}\` needs \`${other}\``;
      findings.error('routing/half-credentials', message, `add \`${other}\`, or remove \`${there}\``, [...path, there]);
      return;
    }
    case 'webhook':
      checkUrl(findings, 'the address of a webhook', integration.url, [...path, 'url']);
      if (integration.credentialsFile !== undefined)
        checkSecretFile(findings, 'the bearer token', integration.credentialsFile, [...path, 'credentialsFile']);
  }
}
