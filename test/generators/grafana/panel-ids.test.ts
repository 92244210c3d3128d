import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { panelIds } from '../../../src/generators/grafana/plan/panel-ids.ts';

describe('panelIds', () => {
  it('gives out positive 31-bit numbers, none of them twice or taken', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 0x7fffffff })),
        fc.array(fc.string(), { maxLength: 50 }),
        (taken, keys) => {
          const ids = panelIds(taken);
          const given = keys.map(ids);
          expect(new Set([...given, ...taken]).size).toBe(given.length + new Set(taken).size);
          for (const id of given) expect(id > 0 && id <= 0x7fffffff && Number.isInteger(id)).toBe(true);
        },
      ),
    );
  });

  it('gives a key the same id whatever came before it', () => {
    expect(panelIds([])('row: Health')).toBe(panelIds([5])('row: Health'));
    const ids = panelIds([]);
    ids('row: Other');
    expect(ids('row: Health')).toBe(panelIds([])('row: Health'));
  });

  it('evades an id that is taken, at the end of the numbers too', () => {
    const free = panelIds([])('key');
    expect(panelIds([free])('key')).toBe(free + 1);
    expect(panelIds([free, free + 1])('key')).toBe(free + 2);
  });
});
