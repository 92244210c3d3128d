import { describe, expect, it } from 'vitest';
import { plain } from '../../../src/cli/reporters/colors.ts';
import { diffText } from '../../../src/cli/reporters/diff-text.ts';

const numbers = (count: number, change = (i: number) => `${i}`) =>
  Array.from({ length: count }, (_, i) => `${change(i)}\n`).join('');

describe('diffText', () => {
  it('shows the changed lines with three lines around them', () => {
    const after = numbers(100, (i) => (i === 50 ? 'fifty' : `${i}`));
    expect(diffText({ path: 'a/b.yml', before: numbers(100), after }, plain, 60)).toBe(
      [
        '--- a/b.yml (on disk)',
        '+++ a/b.yml (generated)',
        '@@ -48,7 +48,7 @@',
        ' 47',
        ' 48',
        ' 49',
        '-50',
        '+fifty',
        ' 51',
        ' 52',
        ' 53',
        '',
      ].join('\n'),
    );
  });

  it('counts the lines that it leaves out', () => {
    const text = diffText({ path: 'x', before: numbers(100), after: numbers(100, (i) => `n${i}`) }, plain, 10);
    expect(text.split('\n')).toHaveLength(2 + 10 + 1 + 1);
    expect(text).toMatch(/\n\.\.\. 191 more lines\n$/);
  });

  it('makes a change of line endings visible', () => {
    expect(diffText({ path: 'x', before: 'a\r\n', after: 'a\n' }, plain, 10)).toContain('-a\ufffd\n+a\n');
  });

  it('gives up in time on files that have nothing in common', () => {
    const started = performance.now();
    const text = diffText({ path: 'x', before: numbers(50_000), after: numbers(60_000, (i) => `n${i}`) }, plain, 10);
    expect(text).toContain('... 50000 lines become 60000: too different to show\n');
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
