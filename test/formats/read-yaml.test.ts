import { describe, expect, it } from 'vitest';
import { readYaml } from '../../src/formats/read-yaml.ts';

describe('readYaml', () => {
  it('reads what people write as well as what is generated', () => {
    expect(readYaml('groups:\n- name: "g" # by hand\n  rules: []\n')).toEqual({
      ok: true,
      value: { groups: [{ name: 'g', rules: [] }] },
    });
    expect(readYaml('a: b\n')).toEqual({ ok: true, value: { a: 'b' } });
  });

  it('says where a text is no YAML', () => {
    expect(readYaml('a: b\nc: [d\n')).toEqual({
      ok: false,
      errors: [{ message: expect.stringMatching(/flow sequence/i), line: 3, column: 1 }],
    });
  });

  it('reports a key that is there twice', () => {
    const result = readYaml('a: 1\na: 2\n');
    expect(result.ok ? [] : result.errors).toEqual([{ message: 'Map keys must be unique', line: 2, column: 1 }]);
  });

  it('refuses a second document', () => {
    expect(readYaml('a: 1\n---\nb: 2\n').ok).toBe(false);
  });

  it('does not expand aliases without bounds', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 10; i++)
      lines.push(
        `a${i}: &a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      );
    expect(readYaml(lines.join('\n')).ok).toBe(false);
    expect(readYaml('a: *unknown\n').ok).toBe(false);
  });
});
