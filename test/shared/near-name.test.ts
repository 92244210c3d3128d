import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearName } from '../../src/shared/near-name.ts';

const word = fc.stringMatching(/^[a-z_]{4,20}$/);

describe('nearName', () => {
  it('undoes one inserted, deleted, replaced or swapped character', () => {
    const typo = fc.constantFrom('insert', 'delete', 'replace', 'swap');
    fc.assert(
      fc.property(word, typo, fc.nat(), (name, kind, seed) => {
        const i = seed % (name.length - 1);
        const [before, here, next, after] = [name.slice(0, i), name[i], name[i + 1], name.slice(i + 2)];
        const wrong = {
          insert: `${before}x${here}${next}${after}`,
          delete: `${before}${next}${after}`,
          replace: `${before}X${next}${after}`,
          swap: `${before}${next}${here}${after}`,
        }[kind];
        fc.pre(wrong !== name);
        expect(nearName(wrong, [name])).toBe(name);
      }),
    );
  });

  it('suggests one of the candidates, never the name itself', () => {
    fc.assert(
      fc.property(word, fc.array(word), (name, candidates) => {
        const near = nearName(name, candidates);
        if (near !== undefined) expect(candidates.filter((each) => each !== name)).toContain(near);
      }),
    );
  });

  it('depends on nothing but which candidate is nearest, and the first of equals', () => {
    expect(nearName('rtae', ['irate', 'rate'])).toBe('rate');
    expect(nearName('foo1', ['foo2', 'foo3'])).toBe('foo2');
    expect(nearName('foo1', ['foo3', 'foo2'])).toBe('foo3');
  });

  it.each([
    { name: 'Instance', candidates: ['instant', 'instance'], near: 'instance' },
    { name: 'crashes', candidates: ['requests'], near: undefined },
    { name: 'le', candidates: ['job'], near: undefined },
    { name: 'x', candidates: ['y'], near: undefined },
    { name: 'job', candidates: ['jobs'], near: 'jobs' },
    { name: '', candidates: ['job'], near: undefined },
    { name: 'anthropic-api', candidates: ['anthropic_api', 'sqlite'], near: 'anthropic_api' },
  ])('takes `$name` for $near', ({ name, candidates, near }) => {
    expect(nearName(name, candidates)).toBe(near);
  });
});
