import type { IntegrationDocument } from '../../../src/model/document.ts';
import type { Alert, Model, Route } from '../../../src/model/model.ts';
import { sampleModel } from '../../support/sample-model.ts';

export const integrations: readonly IntegrationDocument[] = [
  { kind: 'pagerduty', routingKeyFile: '/etc/alertmanager/secrets/pagerduty' },
  { kind: 'slack', channel: '#shop', apiUrlFile: '/etc/alertmanager/secrets/slack' },
  {
    kind: 'email',
    to: 'team@example.com',
    from: 'alertmanager@example.com',
    smarthost: 'smtp.example.com:587',
    username: 'alertmanager',
    passwordFile: '/etc/alertmanager/secrets/smtp',
  },
  { kind: 'webhook', url: 'https://hooks.example.com/shop', credentialsFile: '/etc/alertmanager/secrets/hook' },
];

const route = (severity: string, audience: string, receiver: string, more: Partial<Route> = {}): Route => ({
  severity,
  audience,
  receiver,
  groupBy: ['alertname', 'instance'],
  wait: 30_000,
  interval: 300_000,
  repeat: 14_400_000,
  sendResolved: true,
  ...more,
});

/** The sample model with every kind of receiver, and a receiver that is used with and without resolved notices. */
export const routedModel: Model = {
  ...sampleModel,
  receivers: [
    { name: 'oncall', integrations: integrations.slice(0, 1) },
    { name: 'team', integrations },
    { name: 'deadman', integrations: integrations.slice(3) },
    { name: 'unused', integrations: integrations.slice(3) },
  ],
  routes: [
    route('page', 'oncall', 'oncall', { wait: 0, interval: 60_000, repeat: 3_600_000 }),
    route('page', 'security', 'team'),
    route('ticket', 'oncall', 'team', { groupBy: ['...'] }),
    route('ticket', 'owner', 'team', { sendResolved: false }),
    route('none', 'heartbeat', 'deadman', { sendResolved: false }),
  ],
};

/** The model with other routes, each of which some alert uses. */
export function withRoutes(
  routes: readonly Route[],
  severities: readonly string[],
  receivers: readonly string[],
): Model {
  const [first] = sampleModel.alerts;
  if (first === undefined) throw new Error('the sample model has no alerts');
  const alerts = routes.map(
    ({ severity, audience }, i): Alert => ({ ...first, name: `Alert${i}`, severity, audience }),
  );
  return {
    ...sampleModel,
    severities,
    receivers: receivers.map((name) => ({ name, integrations })),
    routes,
    alerts,
    inhibitions: [],
  };
}

export { route };
