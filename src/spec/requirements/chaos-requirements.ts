import type { Experiment } from 'tocsin';
import { crashStorm } from '../experiments/crash-storm.ts';
import { networkPartition } from '../experiments/network-partition.ts';
import { permissionTimeoutUnderLoad } from '../experiments/permission-timeout.ts';
import { rateLimitCascade } from '../experiments/rate-limit.ts';
import { sqliteCorruptionExperiment } from '../experiments/sqlite-corruption.ts';
import { kit } from '../kit.ts';

/** Played through the embedded engine, and on a real Prometheus and Alertmanager. */
const tests = ['test/experiments/betcode-experiments.test.ts', 'test/qa/live-experiments.test.ts'];

interface Decided {
  readonly gap?: string;
  readonly decision?: string;
}

const experiment = (title: string, held: Experiment, method: string, expected: string, decided: Decided = {}) => {
  const section = `Chaos Engineering Recommendations / ${title}`;
  return [
    kit.requirement(`Method: ${method}`, { section, heldBy: [held], tests }),
    kit.requirement(`Expected: ${expected}`, { section, heldBy: [held], tests, ...decided }),
  ];
};

export const chaosRequirements = [
  ...experiment(
    'Experiment 1: SQLite Corruption',
    sqliteCorruptionExperiment,
    'Stop daemon, corrupt database file, restart.',
    'Detects corruption, restores from backup, logs event.',
    {
      gap: 'what is damaged decides which error SQLite reports; what happens without a backup is not said',
      decision: 'three variants: a page, the header, and a database that cannot be restored',
    },
  ),
  ...experiment(
    'Experiment 2: Subprocess Crash Storm',
    crashStorm,
    'Configure mock claude to exit non-zero repeatedly.',
    'After 5 crashes in 60s, stops restarting, sends CRASHED status.',
    {
      gap: 'five crashes are not “>5 crashes in 5 min”; the protocol has no status CRASHED',
      decision:
        'one session’s storm stays silent, recorded as a designed finding; two sessions, a retry and a slow loop must fire; the status is checked by hand',
    },
  ),
  ...experiment(
    'Experiment 3: Network Partition',
    networkPartition,
    'Firewall mobile client, queue messages, restore.',
    'All queued messages delivered in order, no duplicates.',
    {
      gap: 'no metric observes order or duplicates; delivery is at least once elsewhere in betcode’s documents',
      decision:
        'no alert may fire when a client is cut off; sequence numbers are checked by hand. A second variant cuts off the daemon',
    },
  ),
  ...experiment(
    'Experiment 4: Rate Limit Cascade',
    rateLimitCascade,
    'Start 10 sessions, mock rate limit errors.',
    'Circuit breaker trips, no thundering herd on recovery.',
    {
      gap: 'no bound says what a herd is',
      decision: 'one call while half open, two starts a second afterwards; variants with and without failed probes',
    },
  ),
  ...experiment(
    'Experiment 5: Permission Timeout Under Load',
    permissionTimeoutUnderLoad,
    'Trigger permission, do not respond, verify other sessions work.',
    'Other sessions unaffected, timeout after configured TTL.',
    {
      gap: 'the documents name TTLs of 60 s and of 7 days; one unanswered request is 100% of one',
      decision: 'the 60 s of a connected client; variants at 20%, above it, and with too few requests to alert',
    },
  ),
];
