import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Text, templateText } from '../../src/language/placeholders.ts';

describe('placeholders', () => {
  it('become the notation of the document wherever they stand', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom('job', 'instance', 'value'), fc.string())), (pieces) => {
        const isPlaceholder = (piece: string): piece is 'job' | 'instance' | 'value' =>
          ['job', 'instance', 'value'].includes(piece);
        const text: Text<'job' | 'instance'> = ({ labels, value }) =>
          pieces
            .map((piece) => (isPlaceholder(piece) ? `${piece === 'value' ? value : labels[piece]}` : piece))
            .join('');
        const expected = pieces.map((piece) => {
          if (!isPlaceholder(piece)) return piece;
          return piece === 'value' ? '{{ $value }}' : `{{ $labels.${piece} }}`;
        });
        expect(templateText(text)).toBe(expected.join(''));
      }),
    );
  });

  it('leave a fixed text alone', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(templateText(text)).toBe(text);
      }),
    );
  });

  it('stand for labels that the condition lacks, too, for the model to refuse', () => {
    const text = ({ labels }: { readonly labels: Readonly<Record<string, unknown>> }) => `at ${labels['nowhere']}`;
    expect(templateText(text as never)).toBe('at {{ $labels.nowhere }}');
  });
});
