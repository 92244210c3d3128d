import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellProse, code, codeBlock, link, plain, prose, table } from '../../../src/generators/runbooks/markdown.ts';

/** Texts with everything that Markdown takes for markup. */
const marked = fc
  .array(
    fc.constantFrom(
      ...['*', '_', '`', '[', ']', '(', ')', '<', '>', '&', '#', '+', '-', '=', '|', '~', '$', '\\', '!', '1.', '12)'],
      ...['a', 'b c', ' ', '\n', '&amp;', '<b>', 'https://x.example', 'snake_case', '**bold**'],
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

const asciiPunctuation = /\\([!-/:-@[-`{-~])/g;

describe('plain', () => {
  it('loses nothing but white space', () => {
    fc.assert(
      fc.property(marked, (text) => {
        // A backslash before a punctuation character is all that Markdown adds.
        expect(plain(text).replace(asciiPunctuation, '$1')).toBe(text.trim().replace(/\s+/g, ' '));
      }),
    );
  });

  it('leaves no character of markup active', () => {
    fc.assert(
      fc.property(marked, (text) => {
        const active = plain(text).replace(asciiPunctuation, 'x');
        expect(active).not.toMatch(/[`*[\]<>&|~$]|^[#+=-]|^\d{1,9}[.)]|(?<!\w)_|_(?!\w)/);
      }),
    );
  });

  it('leaves what needs no escape as it is', () => {
    expect(plain('more than 5 crashes in 5m, per instance; of shop_orders_total (sum)')).toBe(
      'more than 5 crashes in 5m, per instance; of shop_orders_total (sum)',
    );
  });
});

describe('prose', () => {
  it('keeps parts between backticks as code', () => {
    expect(prose('Run `a_b --c "$d" | e` and *wait* for `x`')).toBe('Run `a_b --c "$d" | e` and \\*wait\\* for `x`');
  });

  it('escapes a backtick without a partner', () => {
    expect(prose('a ` b')).toBe('a \\` b');
    expect(prose('`a` ` b')).toBe('`a` \\` b');
  });

  it('keeps cells of tables together, even in code', () => {
    fc.assert(
      fc.property(marked, (text) => {
        const [line = '', ...rest] = table(['a', 'b'], [[cellProse(text), 'end']])
          .split('\n')
          .slice(2);
        expect(rest).toEqual([]);
        expect(line.replace(/\\[\s\S]/g, '').match(/\|/g)).toHaveLength(3);
      }),
    );
  });
});

describe('code', () => {
  it('is fenced by more backticks than it contains', () => {
    expect(code('a')).toBe('`a`');
    expect(code('a``b')).toBe('```a``b```');
    expect(code('`')).toBe('`` ` ``');
    expect(codeBlock('promql', 'a\n```\nb')).toBe('````promql\na\n```\nb\n````');
  });

  it('is indented for the list item that it belongs to, blank lines aside', () => {
    expect(codeBlock('promql', 'a\n\nb', '   ')).toBe('   ```promql\n   a\n\n   b\n   ```');
  });
});

describe('link', () => {
  it('keeps brackets and spaces from ending the address', () => {
    expect(link('x', 'https://a.example/(b c)')).toBe('[x](https://a.example/%28b%20c%29)');
  });
});
