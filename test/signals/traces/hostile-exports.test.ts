import { Buffer } from 'node:buffer';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Traces } from '../../../src/model/traces.ts';
import { traceChecker } from '../../../src/signals/traces/trace-checker.ts';
import spec from '../../../src/spec/index.ts';
import { runCli } from '../../cli/support/run-cli.ts';
import { temporaryFolder } from '../../cli/support/temporary-folder.ts';
import { betcodeModel } from '../../support/betcode.ts';
import { relayedSpans, spanId, toJaeger, toOtlp, traceId } from '../../support/sample-traces.ts';

const traces = betcodeModel().traces as Traces;
const trace = traceId(1);
const otlp = JSON.stringify(toOtlp(trace, relayedSpans(trace)));
const jaeger = JSON.stringify(toJaeger(trace, relayedSpans(trace)));
const deep = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

function check(text: string | Uint8Array) {
  const checker = traceChecker({ traces });
  const reader = checker.file('traces.json');
  reader.push(typeof text === 'string' ? Buffer.from(text) : text);
  reader.end();
  checker.conclude();
  return checker;
}

const codesOf = (text: string | Uint8Array): readonly string[] => Object.keys(check(text).findings.counts());
/** The one OTLP span of a document with a field of it set to some JSON. */
const withField = (field: string, json: string): string =>
  `{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"betcode-relay"}}]},"scopeSpans":[{"spans":[${JSON.stringify(
    {
      traceId: trace,
      spanId: spanId('a'),
      name: 'library',
      kind: 2,
      startTimeUnixNano: '1770000000000000000',
      endTimeUnixNano: '1770000000000001000',
    },
  ).replace(/\}$/, `,"${field}":${json}}`)}]}]}]}`;

describe('an export that is broken', () => {
  it.each<[string, string, readonly string[]]>([
    ['of no bytes', '', []],
    ['of spaces', ' \n\t\n', []],
    ['of another shape', '[{"traceId":"1"}]', ['traces/wrong-shape']],
    ['of a text', '"resourceSpans"', ['traces/wrong-shape']],
    ['whose list is an object', '{"resourceSpans":{"a":1}}', ['traces/wrong-shape']],
    ['whose spans are a number', '{"data":[{"spans":5}]}', ['traces/wrong-shape']],
    ['whose span is a list', '{"data":[{"spans":[[]]}]}', ['traces/bad-span']],
    ['whose processes are a list', '{"data":[{"spans":[],"processes":[1]}]}', ['traces/bad-span']],
    ['that is absent, as protobuf writes it', '{"resourceSpans":null}', []],
    ['that is XML', '<traces/>', ['traces/wrong-shape']],
  ])('is told: one %s', (_, text, expected) => {
    const { findings } = check(text);
    expect(Object.keys(findings.counts())).toEqual(expected);
    for (const { help, locations } of findings.groups()) {
      expect(help).toMatch(/./);
      expect(locations[0]).toMatchObject({ file: 'traces.json', line: 1, column: expect.any(Number) });
    }
  });

  it.each([
    ['OTLP', otlp],
    ['Jaeger', jaeger],
  ])('is told, wherever it was cut off: %s', (_, text) => {
    for (let length = 1; length < text.length; length += 1) {
      const { findings } = check(text.slice(0, length));
      const cut = findings.groups().find(({ code }) => code === 'traces/cut-off');
      expect(cut?.locations, text.slice(0, length)).toEqual([{ file: 'traces.json', line: 1, column: length + 1 }]);
    }
  });

  it.each([
    ['traceId', '"abc"', 'traces/bad-span'],
    ['traceId', '"00000000000000000000000000000000"', 'traces/bad-span'],
    ['traceId', `"${'f'.repeat(33)}"`, 'traces/bad-span'],
    ['traceId', '{"toString":1}', 'traces/bad-span'],
    ['spanId', '17', 'traces/bad-span'],
    ['spanId', '"not an id"', 'traces/bad-span'],
    ['parentSpanId', '"xyz"', 'traces/bad-span'],
    ['parentSpanId', '[]', 'traces/bad-span'],
    ['name', 'null', 'traces/bad-span'],
    ['startTimeUnixNano', '1e400', 'traces/bad-span'],
    ['startTimeUnixNano', '"-5"', 'traces/bad-span'],
    ['startTimeUnixNano', '"0"', 'traces/bad-span'],
    ['endTimeUnixNano', `"${'9'.repeat(400)}"`, 'traces/bad-span'],
    ['endTimeUnixNano', `"${'9'.repeat(30)}"`, 'traces/bad-span'],
    ['endTimeUnixNano', '"soon"', 'traces/bad-span'],
  ])('is told, and not guessed at: %s of %s', (field, json, code) => {
    const [group] = check(withField(field, json)).findings.groups();
    expect(group).toMatchObject({ code, help: 'correct the exporter', locations: [{ line: 1 }] });
    expect(group?.message).toContain(`no valid \`${field}\``);
  });

  it.each(['constructor', '__proto__', 'toString', 'SERVER', 'SPAN_KIND_'])('is told of the kind %s', (kind) => {
    const text = otlp.replace('"kind":2', `"kind":"${kind}"`);
    const [group] = check(text).findings.groups();
    expect(group?.message).toContain(`is of the kind \`${kind}\``);
  });

  it.each(['traceID', 'spanID', 'operationName', 'startTime', 'duration', 'references'])(
    'is told of Jaeger’s %s',
    (field) => {
      const bad = field === 'references' ? '[{"refType":"CHILD_OF","spanID":"zz"}]' : '{"valueOf":1}';
      const text = `{"data":[{"spans":[{"traceID":"1","spanID":"2","operationName":"x","startTime":1,"duration":2,"${field}":${bad}}]}]}`;
      expect(check(text).findings.groups()[0]?.message).toContain(`no valid \`${field}\``);
    },
  );

  it('takes ids of 64 bits and without leading zeros from Jaeger only', () => {
    expect(codesOf(jaeger.replaceAll(trace, 'abc'))).toEqual(['traces/wrong-attribute']);
    expect(codesOf(otlp.replaceAll(`"traceId":"${trace}"`, '"traceId":"abc"'))).toContain('traces/bad-span');
  });

  // JSON.parse takes any depth, and String() and JSON.stringify() do not.
  it.each(['[]', '{"toString":1,"valueOf":1}', deep(20_000), `{"a":${deep(20_000)}}`, '1e999', '-0', '"\\ud800"'])(
    'does not break the check, whatever stands in a field: %#',
    (json) => {
      for (const field of ['kind', 'status', 'attributes', 'traceId', 'name', 'startTimeUnixNano'])
        expect(() => check(withField(field, json))).not.toThrow();
      for (const value of ['stringValue', 'intValue', 'doubleValue', 'boolValue', 'arrayValue', 'other'])
        for (const key of ['"rpc"', json]) {
          const span = withField('name', '"relay.route"');
          const attributes = `"attributes":[{"key":${key},"value":{"${value}":${json}}}],"name"`;
          expect(() => check(span.replace('"name"', attributes))).not.toThrow();
        }
      for (const field of ['tags', 'references', 'processID', 'operationName'])
        for (const wrapped of [json, `[{"key":${json},"value":${json},"refType":${json}}]`])
          expect(() => check(jaeger.replace('"spanID"', `"${field}":${wrapped},"spanID"`))).not.toThrow();
    },
  );

  it('takes a list for no value of an attribute, whatever it holds', () => {
    const text = otlp.replace(
      /"key":"outcome","value":\{[^}]*\}/,
      '"key":"outcome","value":{"stringValue":["success"]}',
    );
    expect(
      check(text)
        .findings.groups()
        .map(({ message }) => message),
    ).toEqual([expect.stringContaining('`subprocess.spawn` has the attribute `outcome` that is a list or an object')]);
  });

  it('reads on behind a span of more than sixteen MiB, and keeps none of it', () => {
    const [head, ...rest] = otlp.split('"name":"sqlite.insert"');
    const text = `${head}"big":"${'x'.repeat(17 << 20)}","name":"sqlite.insert"${rest.join('')}`;
    const { findings, totals } = check(text);
    expect(totals.spans).toBe(4);
    expect(findings.counts()).toEqual({ 'traces/missing-span': 1, 'traces/too-long': 1 });
  });

  it('is reported by the command with a place and help, and without a stack trace', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'tocsin.config.json'), JSON.stringify(spec.document));
    for (const text of [
      otlp.slice(0, 500),
      deep(300_000),
      withField('attributes', `[{"key":${deep(99_999)}}]`),
      '\0\xff',
    ]) {
      writeFileSync(join(cwd, 'bad.json'), text, 'latin1');
      const { exitCode, stdout, stderr } = await runCli(['traces', 'check', 'bad.json'], { cwd });
      expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
      expect(stdout).toMatch(/error\[traces\/[a-z-]+\]: .*\n {2}--> bad\.json:1:\d+\n {2}help: ./);
      expect(stdout).not.toMatch(/^\s+at .*:\d+/m);
    }
  });
});
