import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutComments } from '../../../src/simulate/routing/render/without-comments.ts';

describe('withoutComments', () => {
  it.each([
    ['a<!-- b -->c', 'ac'],
    ['<!-- a\n<p> --><p>x</p><!---->', '<p>x</p>'],
    ['<a title="<!-- no -->">x</a>', '<a title="<!-- no -->">x</a>'],
    ['<style>/* <!-- no --> */</style><!-- yes -->', '<style>/* <!-- no --> */</style>'],
    ['<!DOCTYPE html><!-- a --><br>', '<!DOCTYPE html><br>'],
    ['1 < 2 <!-- a --> 3 > 2', '1 < 2  3 > 2'],
  ])('makes of %j %j', (html, expected) => {
    expect(withoutComments(html)).toBe(expected);
  });

  it('takes time in proportion to the text', () => {
    const parts = fc.constantFrom('<', '<!--', '-->', '<a', '"', "'", '>', '<style>', '</style', 'x'.repeat(9));
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 8 }), (few) => {
        const text = few.join('').repeat(500);
        const started = performance.now();
        withoutComments(text);
        expect(performance.now() - started).toBeLessThan(1000);
      }),
    );
  });
});
