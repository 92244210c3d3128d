import fc from 'fast-check';
import { trickyText } from './tricky-text.ts';

/** `yaml` takes a long key for an explicit one, and JavaScript a `__proto__` for something else. */
const isUsableKey = (text: string): boolean => text !== '__proto__' && text.length < 500;

/** Keys of mappings that text formats may take for something else. */
export const anyKey = fc
  .oneof(fc.constantFrom('on', '1', 'a b', 'n', '- x', '...', '? y'), trickyText())
  .filter(isUsableKey);

const leaf = fc.oneof(
  trickyText(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);

/** Nested plain data whose root is a list or a mapping. */
export const { tree: anyData } = fc.letrec<{ tree: object; member: unknown }>((tie) => ({
  member: fc.oneof({ maxDepth: 4 }, leaf, tie('tree')),
  tree: fc.oneof(fc.array(tie('member'), { maxLength: 4 }), fc.dictionary(anyKey, tie('member'), { maxKeys: 4 })),
}));
