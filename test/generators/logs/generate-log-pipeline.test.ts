import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { serialiseAlloy } from '../../../src/formats/alloy.ts';
import { generateLogPipeline } from '../../../src/generators/logs/generate-log-pipeline.ts';
import { credentialKinds, redacted } from '../../../src/shared/credentials.ts';
import { type AlloyNode, readAlloy } from '../../../src/validators/logs/read-alloy.ts';
import { betcodeModel } from '../../support/betcode.ts';
import { sampleModel } from '../../support/sample-model.ts';

function blocksOf(text: string): readonly AlloyNode[] {
  const read = readAlloy(text);
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  return read.value;
}

const content = generateLogPipeline(betcodeModel())[0]?.content ?? '';
const blocks = blocksOf(content);
const process = blocks.find(({ name }) => name === 'loki.process');
const stages = (name: string) => (process?.blocks ?? []).filter((stage) => stage.name === `stage.${name}`);
const texts = (stage: AlloyNode | undefined, attribute: string) =>
  (stage?.attributes.get(attribute) ?? []).filter(({ kind }) => kind === 'text').map(({ text }) => text);

describe('generateLogPipeline', () => {
  it('leads from the files of every job over one process to Loki', () => {
    expect(blocks.map(({ name, label }) => `${name} ${label}`)).toEqual([
      'local.file_match betcode_daemon',
      'loki.source.file betcode_daemon',
      'local.file_match betcode_relay',
      'loki.source.file betcode_relay',
      'loki.process betcode',
      'loki.write betcode',
    ]);
  });

  it('makes labels of nothing but fields with few values', () => {
    expect(stages('labels').map((stage) => texts(stage, 'values'))).toEqual([['level']]);
    expect(texts(stages('structured_metadata')[0], 'values')).toEqual([
      'trace_id',
      'session_id',
      'machine_id',
      'request_id',
      'error_type',
      'duration_ms',
    ]);
  });

  it('redacts lines before it stores them, and leaves them JSON', () => {
    const [all = '', fields = ''] = stages('replace').map((stage) => texts(stage, 'expression')[0] ?? '');
    const secret = `${'sk-'}ant-api03-aaaaBBBBccccDDDD`;
    const line = JSON.stringify({
      message: `call with ${secret} and password=${'hunter2'}`,
      token: 'abcdef',
      raw_line_preview: JSON.stringify({ password: 'hunter2', pem: `-----BEGIN ${'PRIVATE'} KEY-----\nMII` }),
      last: 'kept',
    });
    // As Loki does it: what a group captured is replaced.
    const replaced = [all, fields].reduce(
      (text, expression) =>
        text.replaceAll(new RegExp(expression, 'g'), (whole: string, group: string) => whole.replace(group, redacted)),
      line,
    );
    expect(replaced).not.toMatch(/hunter2|aaaaBBBB|abcdef|MII/);
    expect(JSON.parse(replaced)).toMatchObject({ token: redacted, last: 'kept' });
  });

  it('uses patterns that RE2 reads, too', () => {
    // RE2 has neither look-around nor back references, and repeats a thousand times at most.
    for (const { pattern, inJson = pattern } of credentialKinds) {
      expect(inJson).not.toMatch(/\(\?[=!<]|\\[1-9]/);
      for (const [, from, to] of inJson.matchAll(/\{(\d+),?(\d*)\}/g))
        expect(Math.max(Number(from), Number(to))).toBeLessThanOrEqual(1000);
    }
  });

  it('makes nothing of a model without logs', () => {
    const { logs: _, ...model } = sampleModel;
    expect(generateLogPipeline(model)).toEqual([]);
  });
});

describe('Alloy', () => {
  it('is read as it is written', () => {
    const value = fc.oneof(
      fc.string(),
      fc.nat(),
      fc.boolean(),
      fc.array(fc.string(), { maxLength: 3 }),
      fc.dictionary(fc.string(), fc.string(), { maxKeys: 3 }),
    );
    const name = fc.stringMatching(/^[a-z]{1,8}(?:\.[a-z]{1,8})?$/);
    const block = fc.record({
      name,
      label: fc.stringMatching(/^[a-z_]{1,8}$/),
      attributes: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), value, { maxKeys: 4 }),
    });
    fc.assert(
      fc.property(fc.array(block, { maxLength: 4 }), (written) => {
        const read = blocksOf(
          serialiseAlloy(written.map((one) => ({ ...one, blocks: [{ name: 'inner', attributes: one.attributes }] }))),
        );
        expect(read.map((one) => [one.name, one.label, [...one.attributes.keys()]])).toEqual(
          written.map((one) => [one.name, one.label, Object.keys(one.attributes)]),
        );
        expect(read.map((one) => one.blocks.length)).toEqual(written.map(() => 1));
      }),
    );
  });

  it('is never too much for its reader', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b.c', '"x"', '{', '}', '[', ']', '(', ')', ',', '=', '+', '1', '\n', '//', '"')),
        (parts) => {
          readAlloy(parts.join(' '));
        },
      ),
    );
    expect(readAlloy('a {'.repeat(20_000)).ok).toBe(false);
  });
});
