import { not } from 'tocsin';
import {
  breaker,
  crashes,
  messages,
  parseErrors,
  permission,
  permissionTimeouts,
  sqliteErrors,
} from './daemon-metrics.ts';
import { daemon, kit } from './kit.ts';

export const highCrashRate = kit.alert('BetcodeHighCrashRate', {
  // Per daemon: over the whole fleet, six laptops that crash once each would page.
  when: crashes.count({ in: '5m', by: ['instance'] }).above(5),
  severity: 'P2',
  audience: 'oncall',
  action: 'Page on-call',
  summary: ({ labels, value }) => `${value} subprocess crashes in 5 minutes on ${labels.instance}`,
  description: ({ labels }) =>
    `Claude subprocesses of the daemon ${labels.instance} keep dying. The daemon stops restarting a session after 5 crashes in 60 s, so more than one session is affected, or one session crashes slowly enough to escape that limit.`,
  runbook: {
    meaning:
      'More than 5 Claude subprocesses ended abnormally within 5 minutes on one daemon. One session alone makes at most 5 crashes in a storm before the daemon gives it up, and stays silent here: two sessions, a slow crash loop (a process that lives 13 to 30 s), or a user who retries do not.',
    impact:
      'Turns of the affected sessions are lost, and the sessions stay idle until somebody resumes them. Other sessions of the daemon go on.',
    diagnosis: [
      {
        say: 'See which sessions crash, and with which exit codes',
        query: 'sum by (session_id, exit_code) (increase(betcode_subprocess_crashes_total[15m])) > 0',
      },
      'Read the daemon’s log for `stderr:` lines of `betcode_daemon::subprocess::manager`: what Claude said before it died.',
      {
        say: 'Check whether subprocesses start at all',
        query: 'sum by (outcome) (rate(betcode_subprocess_spawn_duration_seconds_count[5m]))',
      },
      {
        say: 'Check whether the breaker of the subprocess has opened',
        query: 'betcode_circuit_breaker_state{breaker="claude_subprocess"}',
      },
    ],
    remediation: [
      'Verify that the `claude` command is installed and of a compatible version.',
      'Check the API key and the credentials that the subprocess inherits.',
      'Have the users resume their sessions with a new message once the cause is gone: the daemon does not do it by itself.',
    ],
  },
});

export const sqliteCorruption = kit.alert('BetcodeSqliteCorruption', {
  // A damaged header is reported as NOTADB, a damaged page as CORRUPT: both are a corrupt database.
  when: sqliteErrors
    .where({ error_type: ['SQLITE_CORRUPT', 'SQLITE_NOTADB'] })
    .count({ in: '5m', by: ['instance'] })
    .above(0),
  severity: 'P1',
  audience: 'oncall',
  action: 'Page immediately',
  summary: ({ labels }) => `The SQLite database of ${labels.instance} is corrupt`,
  description: ({ labels, value }) =>
    `SQLite reported corruption ${value} times in the last 5 minutes on ${labels.instance}. Up to 6 hours of history can be lost, more if writes go on.`,
  runbook: {
    meaning:
      'SQLite returned SQLITE_CORRUPT or SQLITE_NOTADB. The daemon finds a damaged file with a quick check when it starts, so the counter is often born at 1 at start-up.',
    impact:
      'Sessions may not load, and messages may not be stored. A daemon that cannot recover exits: then BetcodeDaemonDown follows.',
    diagnosis: [
      {
        say: 'See all SQLite errors of the daemon',
        query: 'sum by (instance, error_type) (increase(betcode_sqlite_errors_total[1h])) > 0',
      },
      'Check the disk and the file system (`dmesg`, SMART, free space).',
      'List the hot backups in `$config_dir/backups/`: one every 6 hours, kept for 7 days; before a migration, for 30 days.',
    ],
    remediation: [
      'Stop the daemon, so that no connection is open.',
      'Copy `daemon.db` to `daemon.db.corrupt.<timestamp>` before anything else.',
      'Try `sqlite3 daemon.db.corrupt.<timestamp> .recover | sqlite3 daemon.db`.',
      'If that fails, restore the newest backup; if there is none, let the daemon create an empty database (history is lost, settings are kept).',
      'Tell the user what was lost.',
    ],
  },
});

export const apiRateLimited = kit.alert('BetcodeApiRateLimited', {
  // Only this breaker: the others open for causes of their own.
  when: breaker.where({ breaker: 'anthropic_api' }).is('open', { by: ['instance'] }),
  // It stays open for 60 s only: two scrapes rule out a flicker, three would miss it.
  for: '15s',
  severity: 'P3',
  audience: 'team',
  action: 'Notify team',
  summary: ({ labels }) => `The Anthropic API rate-limits ${labels.instance}`,
  description: ({ labels }) =>
    `The circuit breaker of the Anthropic API is open on ${labels.instance}: three rate limits within 60 s. It probes again after 60 s or the time that the API asked for.`,
  runbook: {
    meaning:
      'The daemon was rate-limited three times within a minute and stopped calling the Anthropic API for a while.',
    impact: 'New turns are rejected or wait. Running sessions are not terminated and resume by themselves.',
    diagnosis: [
      {
        say: 'See how long the breaker has been open',
        query: 'betcode_circuit_breaker_state{breaker="anthropic_api"} == 1',
      },
      {
        say: 'See how many calls it rejects',
        query: 'sum by (instance) (rate(betcode_circuit_breaker_rejections_total{breaker="anthropic_api"}[5m]))',
      },
      'Compare the number of concurrent sessions with the limits of the API tier.',
    ],
    remediation: [
      'Wait for the breaker to probe: sessions go on by themselves.',
      'If it opens again and again, run fewer sessions at once or move to a higher tier.',
    ],
  },
});

export const permissionTimeoutRate = kit.alert('BetcodePermissionTimeoutRate', {
  // Automatic answers take milliseconds and never time out: they would dilute 20% to 1%.
  when: permissionTimeouts
    .shareOf(permission.observations.where({ decision: not('auto_allow', 'auto_deny') }), {
      in: '15m',
      by: ['instance'],
      atLeast: 5,
    })
    .above('20%'),
  severity: 'P3',
  audience: 'team',
  action: 'Review timeout config',
  summary: ({ labels, value }) => `${value} of the permission requests on ${labels.instance} time out`,
  description: ({ labels }) =>
    `More than 20% of the requests that a person had to answer on ${labels.instance} ran into the timeout within 15 minutes.`,
  runbook: {
    meaning:
      'Of the permission requests that a person had to answer (automatic answers do not count), more than a fifth were denied by timeout within 15 minutes. Below 5 requests the alert stays quiet.',
    impact: 'Claude is told “denied” although nobody decided: work stops or takes detours.',
    diagnosis: [
      {
        say: 'See for which tools requests time out',
        query: 'sum by (tool_name) (increase(betcode_permission_timeout_total[1h])) > 0',
      },
      {
        say: 'See how long people take to answer',
        query:
          'histogram_quantile(0.9, sum by (le, decision) (rate(betcode_permission_request_duration_seconds_bucket{decision!~"auto_.*"}[1h])))',
      },
      'Check that clients are connected and that push notifications arrive.',
    ],
    remediation: [
      'Raise `connected_timeout_seconds` (10 to 300), or override it for the session.',
      'Add allow rules for tools that are always approved.',
      'Tell users that a timed-out request is a soft denial: Claude can be asked to try again.',
    ],
  },
});

export const parseErrorSpike = kit.alert('BetcodeParseErrorSpike', {
  // The floor keeps a quiet hour quiet: at 200 messages an hour one bad line would be 6% of 5 minutes.
  when: parseErrors.shareOf(messages, { in: '5m', by: ['instance'], atLeast: 100 }).above('1%'),
  severity: 'P2',
  audience: 'oncall',
  action: 'Investigate protocol',
  summary: ({ labels, value }) => `${value} of the NDJSON messages on ${labels.instance} do not parse`,
  description: ({ labels }) =>
    `More than 1% of the lines that Claude subprocesses wrote on ${labels.instance} within 5 minutes could not be parsed.`,
  runbook: {
    meaning:
      'Of at least 100 NDJSON lines read within 5 minutes, more than 1% were not valid messages. Unknown message types do not count: they are expected from newer versions of Claude.',
    impact:
      'Events of sessions are missing. After 5 errors in 60 s the daemon kills the subprocess and resumes the session.',
    diagnosis: [
      {
        say: 'See what is wrong with the lines',
        query: 'sum by (error_type) (increase(betcode_ndjson_parse_errors_total[15m])) > 0',
      },
      'Read `raw_line_preview` in the log records with message “NDJSON parse error”.',
      'Compare `claude --version` with the compatibility matrix.',
    ],
    remediation: [
      'Pin Claude to a version that the protocol supports, or update BetCode.',
      'If one plug-in writes to standard output, have it write to standard error.',
    ],
  },
});

export const daemonDown = kit.alert('BetcodeDaemonDown', {
  when: daemon.down(),
  // Longer than a restart (10 s by target, 30 s with drain): a restart is not an outage.
  for: '2m',
  severity: 'P2',
  audience: 'oncall',
  action: 'Find out why the daemon does not answer',
  summary: ({ labels }) => `The daemon ${labels.instance} is down`,
  description: ({ labels }) =>
    `Prometheus cannot scrape ${labels.instance}; all other alerts of this daemon are silent meanwhile.`,
  added: 'a daemon that cannot recover from corruption exits, and then no other alert could ring',
  runbook: {
    meaning: 'Prometheus has not been able to scrape the daemon for 2 minutes.',
    impact: 'No session on that machine runs, and no other alert about it can fire.',
    diagnosis: [
      { say: 'See since when it is down', query: 'up{job="betcode-daemon"} == 0' },
      'Run `betcode daemon status` and `systemctl --user status betcode-daemon` on the machine.',
      'Exit code 72 means that `claude` is missing, 78 that its version is incompatible.',
    ],
    remediation: [
      'Restart it with `systemctl --user restart betcode-daemon`.',
      'If it exits at once, read the last log records: a corrupt database that could not be recovered is the likeliest cause (see BetcodeSqliteCorruption).',
    ],
  },
});
