// Log records of a busy service, about a mebibyte at a time, the same every time.

const levels = ['INFO', 'INFO', 'INFO', 'WARN', 'DEBUG', 'ERROR'];
const targets = [
  'relay::pipeline',
  'subprocess::manager',
  'subprocess::bridge',
  'tunnel::client',
  'permission::pending',
];
const messages = [
  'Spawning claude subprocess',
  'Tunnel connected',
  'Broadcast receiver lagged, events lost',
  'NDJSON parse error',
  'Permission request expired',
];
const errors = ['invalid_json', 'truncated_json', 'SQLITE_BUSY'];

const hex = (n, digits) => (n * 2654435761).toString(16).slice(0, 8).padStart(8, '0').repeat(4).slice(0, digits);

function parts(i) {
  const level = levels[i % levels.length];
  const isError = level === 'ERROR';
  return {
    timestamp: `2026-02-03T10:${String(i % 60).padStart(2, '0')}:${String((i >> 3) % 60).padStart(2, '0')}.${String(i % 1000).padStart(3, '0')}`,
    level,
    target: `betcode_daemon::${targets[i % targets.length]}`,
    fields: {
      message: messages[i % messages.length],
      trace_id: hex(i + 1, 32),
      session_id: `sess_${hex(i % 97, 16)}`,
      request_id: hex(i + 7, 16),
      ...(isError
        ? { error_type: errors[i % errors.length], raw_line_preview: '{"type":"assistant","message":{"ro...' }
        : {}),
      ...(i % 4 === 0 ? { duration_ms: (i % 977) / 10, attempt: i % 5 } : {}),
    },
  };
}

function line(i, layout) {
  const { timestamp, level, target, fields } = parts(i);
  if (layout === 'record') return JSON.stringify({ timestamp: `${timestamp}Z`, level, target, ...fields });
  const { trace_id, ...event } = fields;
  const span = { name: 'converse', rpc: 'Converse', trace_id };
  return JSON.stringify({ timestamp: `${timestamp}456Z`, level, fields: event, target, span, spans: [span] });
}

/** The `part`-th piece of a log: 4,000 records, in the layout of the spec (`record`) or in that of the Rust crate tracing. */
export const logLines = (part, layout) =>
  `${Array.from({ length: 4000 }, (_, i) => line(part * 4000 + i, layout)).join('\n')}\n`;
