import { lastCodePoint } from './char-set.ts';
import type { RegexNode } from './regex-node.ts';

/** A piece of a simple pattern: fixed text, `.*` or `.+`. */
type Piece = string | { readonly atLeast: 0 | 1 };

/**
 * A matcher of whole texts without a machine, for most of the patterns that people write: fixed texts, alternatives of them,
 * and fixed text with `.*` or `.+` before, after or around. Nothing for other patterns.
 */
export function simpleMatcher(root: RegexNode): ((text: string) => boolean) | undefined {
  const texts = fixedTexts(root);
  if (texts !== undefined) {
    const [only] = texts;
    if (texts.length === 1 && only !== undefined) return (text) => text === only;
    const set = new Set(texts);
    return (text) => set.has(text);
  }
  const pieces = piecesOf(root);
  if (pieces === undefined) return undefined;
  const [first, second, third] = pieces;
  if (pieces.length === 1 && isGap(first)) return (text) => text.length >= first.atLeast;
  if (pieces.length === 2 && typeof first === 'string' && isGap(second)) {
    return (text) => text.startsWith(first) && text.length >= first.length + second.atLeast;
  }
  if (pieces.length === 2 && isGap(first) && typeof second === 'string') {
    return (text) => text.endsWith(second) && text.length >= second.length + first.atLeast;
  }
  if (pieces.length === 3 && isGap(first) && typeof second === 'string' && isGap(third)) {
    return (text) => {
      const found = text.indexOf(second, first.atLeast);
      return found !== -1 && text.length >= found + second.length + third.atLeast;
    };
  }
  return undefined;
}

const isGap = (piece: Piece | undefined): piece is { readonly atLeast: 0 | 1 } => typeof piece === 'object';

/** More alternatives than this are left to the machine. */
const maximumTexts = 1000;

/** The texts that a pattern matches when they are finitely many and plain to see. */
function fixedTexts(node: RegexNode): string[] | undefined {
  switch (node.kind) {
    case 'chars': {
      const [first, last] = node.set;
      return node.set.length === 2 && first === last && first !== undefined ? [String.fromCodePoint(first)] : undefined;
    }
    case 'group':
      return fixedTexts(node.body);
    case 'concat': {
      let texts = [''];
      for (const part of node.parts) {
        const tails = fixedTexts(part);
        if (tails === undefined || texts.length * tails.length > maximumTexts) return undefined;
        texts = texts.flatMap((head) => tails.map((tail) => head + tail));
      }
      return texts;
    }
    case 'alternate': {
      const lists = node.options.map(fixedTexts);
      return lists.every((list) => list !== undefined) ? lists.flat() : undefined;
    }
    case 'assertion':
    case 'repeat':
      return undefined;
  }
}

function piecesOf(root: RegexNode): Piece[] | undefined {
  const pieces: Piece[] = [];
  for (const part of root.kind === 'concat' ? root.parts : [root]) {
    const piece = pieceOf(part);
    if (piece === undefined) return undefined;
    const last = pieces.at(-1);
    if (typeof last === 'string' && typeof piece === 'string') pieces[pieces.length - 1] = last + piece;
    else pieces.push(piece);
  }
  return pieces;
}

function pieceOf(node: RegexNode): Piece | undefined {
  if (node.kind === 'group') return pieceOf(node.body);
  if (node.kind === 'repeat') {
    const { body, min, max } = node;
    const any = body.kind === 'chars' && body.set.length === 2 && body.set[0] === 0 && body.set[1] === lastCodePoint;
    return any && max === Number.POSITIVE_INFINITY && (min === 0 || min === 1) ? { atLeast: min } : undefined;
  }
  const texts = fixedTexts(node);
  return texts?.length === 1 ? texts[0] : undefined;
}
