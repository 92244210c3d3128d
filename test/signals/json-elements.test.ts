import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JsonRule, type JsonSink, jsonElements } from '../../src/signals/json-elements.ts';

const rule: JsonRule = {
  kind: 'object',
  fields: {
    list: { kind: 'list', item: { kind: 'object', enter: 'one', fields: { want: { kind: 'value', as: 'want' } } } },
    top: { kind: 'value', as: 'top' },
  },
};

function read(chunks: readonly Uint8Array[], maxBytes = 1e6): readonly string[] {
  const events: string[] = [];
  const sink: JsonSink = {
    enter: (name) => events.push(`enter ${name}`),
    value: (as, bytes, { line, column }) => events.push(`${as} ${bytes.toString()} ${line}:${column}`),
    malformed: (expected, { line, column }) => events.push(`malformed ${expected} ${line}:${column}`),
    cutOff: () => events.push('cut off'),
    overlong: (as, { line, column }) => events.push(`overlong ${as} ${line}:${column}`),
    mismatch: (kind, { line, column }) => events.push(`no ${kind} ${line}:${column}`),
  };
  const reader = jsonElements(rule, sink, maxBytes);
  for (const chunk of chunks) reader.push(chunk);
  reader.end();
  return events;
}

const pieces = (bytes: Uint8Array, size: number): readonly Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));

/** What the rule wants of a document, found the plain way. */
function wanted(document: unknown): readonly string[] {
  const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject(document)) return document === null ? [] : ['no object'];
  return Object.entries(document).flatMap(([key, value]) => {
    if (key === 'top') return [`top ${JSON.stringify(value)}`];
    if (key !== 'list' || value === null) return [];
    if (!Array.isArray(value)) return ['no list'];
    return value.flatMap((item) =>
      isObject(item)
        ? [
            'enter one',
            ...Object.entries(item).flatMap(([k, v]) => (k === 'want' ? [`want ${JSON.stringify(v)}`] : [])),
          ]
        : item === null
          ? []
          : ['no object'],
    );
  });
}

const item = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.dictionary(fc.constantFrom('want', 'x', 'a"b\\', 'list'), fc.jsonValue({ maxDepth: 2 })),
);
const document = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.dictionary(fc.constantFrom('list', 'top', 'y', 'want'), fc.oneof(fc.array(item), item)),
);

describe('jsonElements', () => {
  it('finds what is wanted, and nothing else, however the bytes are cut and the text is laid out', () => {
    fc.assert(
      fc.property(
        fc.array(document, { maxLength: 3 }),
        fc.constantFrom(0, 2),
        fc.integer({ min: 1, max: 40 }),
        (documents, indent, size) => {
          const text = documents.map((one) => JSON.stringify(one, null, indent)).join('\n');
          const events = read(pieces(Buffer.from(text), size));
          const seen = events.map((event) => {
            const match = /^(want|top) (.*) \d+:\d+$/s.exec(event);
            return match
              ? `${match[1]} ${JSON.stringify(JSON.parse(match[2] ?? ''))}`
              : event.replace(/^(no .*) \d+:\d+$/, '$1');
          });
          expect(seen).toEqual(documents.flatMap((one) => wanted(JSON.parse(JSON.stringify(one)))));
        },
      ),
    );
  });

  it('says where a value stands', () => {
    expect(
      read([Buffer.from('{\n  "list": [\n    { "want": 5 },\n    {"x":"\\"]}","want":"a,b"}\n  ]\n}\n{"top":[1]}')]),
    ).toEqual(['enter one', 'want 5 3:15', 'enter one', 'want "a,b" 4:24', 'top [1] 7:8']);
  });

  it.each([
    ['{"list" [1]}\n{"top":1}', 'malformed : 1:9'],
    ['{"list":[{},]}\n{"top":1}', 'malformed a value 1:13'],
    ['{"list":[{}}\n{"top":1}', 'malformed , or ] 1:12'],
    ['{,}\n{"top":1}', 'malformed a key or } 1:2'],
    ['}\n{"top":1}', 'malformed a value 1:1'],
  ])('goes on at the next line after %j', (text, expected) => {
    expect(read([Buffer.from(text)]).filter((event) => event !== 'enter one')).toEqual([expected, 'top 1 2:8']);
  });

  it('says when the text ends too early', () => {
    for (const text of ['{', '{"list":[', '{"list":[{"want":"x', '{"a":{"b"', '{"top":1'])
      expect(read([Buffer.from(text)]).at(-1)).toBe('cut off');
    for (const text of ['', ' \n', '{}', 'null', '\ufeff{}']) expect(read([Buffer.from(text)])).toEqual([]);
  });

  it('says where something else stands on the way down, and reads on', () => {
    expect(read([Buffer.from('12 {"list":{"x":[1]},"top":1}\n{"list":[[{"want":1}],null,{"want":2}]}')])).toEqual([
      'no object 1:1',
      'no list 1:12',
      'top 1 1:28',
      'no object 2:10',
      'enter one',
      'want 2 2:36',
    ]);
  });

  it('keeps no more of a value than is allowed, and reads on', () => {
    const long = `{"top":[${'1,'.repeat(50)}1],"list":[{"want":"${'x'.repeat(30)}"},{"${'k'.repeat(2000)}":1,"want":3}]}`;
    const text = Buffer.from(`${long}{"top":4}`);
    for (const size of [1, 7, 1000, 5000])
      expect(read(pieces(text, size), 30).map((event) => event.replace(/ \d+:\d+$/, ''))).toEqual([
        'overlong top',
        'enter one',
        'overlong want',
        'enter one',
        'want 3',
        'top 4',
      ]);
  });

  it('says the same about any bytes however they are cut', () => {
    const bytes = fc.array(fc.constantFrom(...'{}[],:"\\ \n1alisttopwant'.split(''), '"list"', '"want"', '"top"'), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(bytes, fc.integer({ min: 1, max: 9 }), (parts, size) => {
        const all = Buffer.from(parts.join(''));
        expect(read(pieces(all, size))).toEqual(read([all]));
      }),
    );
  });
});
