#!/usr/bin/env node
// `tocsin traces check` on one large document and on one document per line, of 100,000 spans or as many as given.
//   node bench/traces.mjs [SPANS]
// Fails when 100,000 spans take more than ten seconds of CPU time, or when ten times as many spans take more than fifteen times as
// long.
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runMeasured } from './run-measured.mjs';

const spans = Number(process.argv[2] ?? 100_000);
const budget = (10 * spans) / 100_000;
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tocsin-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const hex = (n, digits) => `a${n.toString(16).padStart(digits - 1, '0')}`;
const text = (key, value) => ({ key, value: { stringValue: value } });

function span(trace, i, name, kind, parent, from, to, attributes) {
  const nanos = (us) => `${1_770_000_000_000_000 + trace * 1000 + us}000`;
  return {
    traceId: hex(trace, 32),
    spanId: hex(trace * 8 + i, 16),
    ...(parent === undefined ? {} : { parentSpanId: hex(trace * 8 + parent, 16) }),
    name,
    kind,
    startTimeUnixNano: nanos(from),
    endTimeUnixNano: nanos(to),
    attributes,
    status: {},
  };
}

/** The resources of one request that came through the relay: five spans. */
function requestOf(trace) {
  const common = [text('session_id', `s-${trace % 50}`), text('request_id', `r-${trace}`), text('rpc', 'Converse')];
  const resource = (name, list) => ({
    resource: { attributes: [text('service.name', name), text('host.name', 'laptop')] },
    scopeSpans: [{ scope: { name: 'tracing-opentelemetry' }, spans: list }],
  });
  const spawned = [
    ...common,
    text('outcome', 'success'),
    text('traceparent.sent', `00-${hex(trace, 32)}-${hex(trace * 8 + 2, 16)}-01`),
  ];
  return [
    resource('betcode-relay', [
      span(trace, 0, 'relay.route', 2, undefined, 0, 9000, [...common, text('machine_id', 'm-1')]),
    ]),
    resource('betcode-daemon', [
      span(trace, 1, 'daemon.handle_request', 2, 0, 100, 8900, common),
      span(trace, 2, 'subprocess.spawn', 1, 1, 200, 5000, spawned),
      span(trace, 3, 'sqlite.insert', 1, 1, 5100, 5600, common),
      span(trace, 4, 'grpc.broadcast', 4, 1, 5700, 8000, common),
    ]),
  ];
}

function write(name, count, isOneDocument) {
  const path = join(folder, name);
  const file = openSync(path, 'w');
  const requests = count / 5;
  if (isOneDocument) writeSync(file, '{"resourceSpans":[');
  for (let trace = 1; trace <= requests; trace += 1) {
    const resources = requestOf(trace);
    if (isOneDocument)
      writeSync(file, `${trace === 1 ? '' : ','}${resources.map((one) => JSON.stringify(one)).join(',')}`);
    else writeSync(file, `${JSON.stringify({ resourceSpans: resources })}\n`);
  }
  if (isOneDocument) writeSync(file, ']}');
  closeSync(file);
  return path;
}

console.log(`Node ${process.version}`);
console.log(
  `${'spans'.padStart(9)}  ${'layout'.padEnd(22)}${'MiB'.padStart(7)}${'wall s'.padStart(8)}${'CPU s'.padStart(8)}${'peak MiB'.padStart(10)}`,
);
const times = {};
for (const [layout, isOneDocument] of [
  ['one document', true],
  ['one document per line', false],
]) {
  for (const count of [spans / 10, spans]) {
    const path = write(`${count}.json`, count, isOneDocument);
    const { wall, cpu, rss } = runMeasured(['traces', 'check', path], root);
    times[`${layout} ${count}`] = cpu;
    console.log(
      `${String(count).padStart(9)}  ${layout.padEnd(22)}${(statSync(path).size / 2 ** 20).toFixed(0).padStart(7)}${wall.toFixed(2).padStart(8)}${cpu.toFixed(2).padStart(8)}${rss.toFixed(0).padStart(10)}`,
    );
    rmSync(path);
    if (count === spans && (cpu > budget || cpu > 15 * times[`${layout} ${spans / 10}`])) process.exitCode = 1;
  }
}
if (process.exitCode === 1) console.error('too slow');
