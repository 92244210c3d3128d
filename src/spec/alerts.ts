import { kit } from './kit.ts';

export * from './daemon-alerts.ts';
export * from './relay-alerts.ts';

export const watchdog = kit.alert('Watchdog', {
  when: kit.always(),
  severity: 'none',
  audience: 'heartbeat',
  action: 'None: it is its silence that matters',
  summary: 'Alerting works from Prometheus to the receiver',
  description:
    'This alert always fires. When the heartbeat stops arriving, Prometheus, Alertmanager or the way between them is broken.',
  added: 'without it, a broken pipeline looks like a quiet day',
  runbook: {
    meaning: 'The dead man’s switch: it fires all the time, and an outside service rings when it stops.',
    impact: 'None while it fires. If the heartbeat is missing, no other alert may reach anybody.',
    diagnosis: [
      { say: 'Check that it fires', query: 'ALERTS{alertname="Watchdog"}' },
      'Check that Prometheus reaches Alertmanager, and Alertmanager the heartbeat service.',
    ],
    remediation: ['Repair the first broken link of: scrape, rule evaluation, Alertmanager, receiver.'],
  },
});
