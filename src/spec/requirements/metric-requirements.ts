import type { Alert } from 'tocsin';
import * as alerts from '../alerts.ts';
import { kit } from '../kit.ts';
import * as metrics from '../metrics.ts';

type Metric = (typeof metrics)[keyof typeof metrics];

interface Decided {
  readonly gap?: string;
  readonly decision?: string;
}

/** Names, types, labels and values are compared with the requirements; on a live stack, with what is scraped. */
const tests = ['test/spec/betcode.test.ts', 'test/qa/live-stack.test.ts'];

const metric =
  (section: string) =>
  (row: string, held: Metric, decided: Decided = {}) =>
    kit.requirement(row, { section, heldBy: [held], tests, ...decided });

const daemon = metric('Required Metrics / Daemon Metrics');
const relay = metric('Required Metrics / Relay Metrics');

const unbounded = (label: string): Decided => ({
  gap: `\`${label}\` grows without limit`,
  decision: 'kept as the requirements ask; the spec says why, and alerts group by it only with a reason',
});

export const metricRequirements = [
  daemon(
    '`betcode_subprocess_spawn_duration_seconds` | Histogram | `outcome` | Startup latency',
    metrics.spawnDuration,
    {
      gap: 'neither buckets nor outcomes are named',
      decision:
        'an edge on every documented percentile and on the 30 s cap; `success`, `spawn_failed`, `pool_exhausted`, `pool_timeout`',
    },
  ),
  daemon(
    '`betcode_subprocess_crashes_total` | Counter | `session_id`, `exit_code` | Crash tracking',
    metrics.crashes,
    unbounded('session_id'),
  ),
  daemon('`betcode_ndjson_parse_errors_total` | Counter | `error_type` | Protocol health', metrics.parseErrors, {
    gap: 'the values of `error_type` are not named',
    decision: 'the documented kinds without unknown message types: newer versions of Claude send those',
  }),
  daemon(
    '`betcode_permission_request_duration_seconds` | Histogram | `tool_name`, `decision` | Permission latency',
    metrics.permission,
    {
      gap: 'three sets of decisions exist in betcode’s documents',
      decision:
        '`auto_allow`, `auto_deny`, `user_allow`, `user_deny`, `timeout`, as in the daemon document; an edge above 60 s, since a sweep a minute notices timeouts',
    },
  ),
  daemon(
    '`betcode_permission_timeout_total` | Counter | `tool_name` | Timeout frequency',
    metrics.permissionTimeouts,
    unbounded('tool_name'),
  ),
  daemon(
    '`betcode_sqlite_operation_duration_seconds` | Histogram | `operation` | Database latency',
    metrics.sqliteDuration,
    {
      gap: 'the operations are not named',
      decision:
        'nine verbs, backups and restores among them; an edge on every documented percentile and on the busy timeout',
    },
  ),
  daemon('`betcode_sqlite_errors_total` | Counter | `error_type` | Database health', metrics.sqliteErrors, {
    gap: 'the values of `error_type` are not named',
    decision: 'the names of SQLite’s result codes, `SQLITE_NOTADB` among them',
  }),
  daemon('`betcode_circuit_breaker_state` | Gauge | `breaker` | Circuit status', metrics.breaker, {
    gap: 'no encoding is given, and no breakers',
    decision:
      'closed 0, open 1, half_open 2, in the order of their declaration; the four documented dependencies. Alerts test `== 1`, never `> 0`',
  }),
  daemon(
    '`betcode_circuit_breaker_rejections_total` | Counter | `breaker` | Rejected calls',
    metrics.breakerRejections,
  ),
  relay(
    '`betcode_relay_tunnel_reconnects_total` | Counter | `machine_id`, `reason` | Tunnel stability',
    metrics.reconnects,
    {
      gap: 'the reasons are not named',
      decision: 'eight reasons of betcode’s recovery document',
    },
  ),
  relay(
    '`betcode_relay_tunnel_latency_seconds` | Histogram | `machine_id` | Tunnel health',
    metrics.tunnelLatency,
    unbounded('machine_id'),
  ),
  relay(
    '`betcode_relay_buffer_overflow_total` | Counter | `machine_id` | Buffer capacity',
    metrics.bufferOverflows,
    unbounded('machine_id'),
  ),
  relay('`betcode_relay_auth_failures_total` | Counter | `reason` | Security monitoring', metrics.authFailures, {
    gap: 'the reasons are not named',
    decision: 'those that betcode’s code can give',
  }),
];

const alert = (
  row: string,
  held: Alert,
  more: Parameters<typeof kit.requirement>[1]['heldBy'] & object,
  name: string,
  decided: Decided,
) =>
  kit.requirement(row, {
    section: 'Alert Thresholds',
    heldBy: [held, ...more],
    tests: [`output/prometheus/tests/${name}.test.yml`, 'test/experiments/betcode-experiments.test.ts'],
    ...decided,
  });

export const alertRequirements = [
  alert(
    'High crash rate | >5 crashes in 5 min | P2 | Page on-call',
    alerts.highCrashRate,
    [{ severity: 'P2' }, { receiver: 'oncall' }],
    'BetcodeHighCrashRate',
    {
      gap: 'over which daemons is not said; the daemon gives a session up after 5 crashes, so that one session’s storm never exceeds 5',
      decision:
        'per `instance`, exact (`increase()` reads 5 as 5.26 and newborn series as 0); 5 stays silent, which the experiment records as a finding',
    },
  ),
  alert(
    'SQLite errors | Any SQLITE_CORRUPT | P1 | Page immediately',
    alerts.sqliteCorruption,
    [{ severity: 'P1' }, { receiver: 'oncall' }, alerts.daemonDown],
    'BetcodeSqliteCorruption',
    {
      gap: 'a damaged header is reported as SQLITE_NOTADB; a daemon that cannot recover exits before it is scraped',
      decision: 'both codes, no `for`, no group wait; `BetcodeDaemonDown` for a daemon that stays away',
    },
  ),
  alert(
    'API rate limited | Circuit breaker open | P3 | Notify team',
    alerts.apiRateLimited,
    [{ severity: 'P3' }, { receiver: 'team' }],
    'BetcodeApiRateLimited',
    {
      gap: 'the breaker is not named; it is open for 60 s only',
      decision:
        'the breaker `anthropic_api`; `for: 15s`, and the team is told after 15 s: after a minute nobody would be told at all',
    },
  ),
  alert(
    'Tunnel disconnected | >5 min offline | P3 | Notify user',
    alerts.tunnelDisconnected,
    [metrics.tunnelConnected, { receiver: 'owner' }],
    'BetcodeTunnelDisconnected',
    {
      gap: 'none of the required metrics says that a machine is offline now; Alertmanager knows no users; “Notify user” and “Notify team” are both P3',
      decision:
        '`betcode_relay_tunnel_connected` added; the relay is told and pushes to the owner; who is told is a label of its own, `audience`',
    },
  ),
  alert(
    'Permission timeout rate | >20% of requests | P3 | Review timeout config',
    alerts.permissionTimeoutRate,
    [{ receiver: 'team' }],
    'BetcodePermissionTimeoutRate',
    {
      gap: 'no window, no number of requests; automatic answers would dilute 20% to 1%',
      decision: 'within 15 minutes, of the requests that a person had to answer, from 5 requests on',
    },
  ),
  alert(
    'Parse error spike | >1% of messages | P2 | Investigate protocol',
    alerts.parseErrorSpike,
    [metrics.messages],
    'BetcodeParseErrorSpike',
    {
      gap: 'no metric counts messages; no window, no number of messages',
      decision:
        '`betcode_messages_processed_total` added, from betcode’s daemon document; within 5 minutes, from 100 messages on',
    },
  ),
];
