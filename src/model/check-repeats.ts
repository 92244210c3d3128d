import { defaultRetention } from '../shared/default-retention.ts';
import type { SpecDocument } from './document.ts';
import { type Findings, quote } from './findings.ts';
import type { Route } from './model.ts';
import type { UnplacedAlert } from './resolve-alerts.ts';

/** What is doubtful about how often notifications are repeated; what is repeated all the time is a heartbeat. */
export function checkRepeats(
  findings: Findings,
  document: Pick<SpecDocument, 'routes'>,
  routes: readonly Route[],
  alerts: readonly UnplacedAlert[],
): void {
  for (const { severity, audience, interval, repeat } of routes) {
    const isWritten = document.routes[severity]?.[audience]?.repeat !== undefined;
    const at = ['routes', severity, audience, isWritten ? 'repeat' : 'interval'];
    const heartbeat = alerts.find(
      ({ when, ...alert }) => when.kind === 'always' && alert.severity === severity && alert.audience === audience,
    );
    if (interval === 0 || repeat === 0) continue;
    if (heartbeat === undefined && repeat < interval) {
      const message = 'a notification cannot be repeated more often than its group is looked at';
      findings.warning('routing/repeat-too-short', message, 'make `repeat` at least as long as `interval`', at);
    }
    if (heartbeat !== undefined && repeat >= interval) {
      const message = `the heartbeat ${quote(heartbeat.name)} may leave a beat out: \`repeat\` is not over yet at the time of the next one`;
      const help = 'make `repeat` shorter than `interval`: then it beats once an `interval`';
      findings.warning('routing/late-heartbeat', message, help, at);
    }
    if (repeat > defaultRetention) {
      const message = '`repeat` is longer than Alertmanager remembers what it sent: it repeats after 120h';
      const help = 'write `5d` at most, or start Alertmanager with a longer `--data.retention`';
      findings.warning('routing/forgotten-repeat', message, help, at);
    }
  }
}
