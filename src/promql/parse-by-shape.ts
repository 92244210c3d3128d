import { ok, type Result } from '../shared/result.ts';
import type { Expr, LabelMatcher, VectorSelector } from './ast.ts';
import { type PromqlError, parse } from './parser.ts';
import { selectorsOf } from './walk.ts';

/** A query that was parsed, perhaps together with others that differ from it in names and values only. */
export interface ShapedQuery {
  /** Every vector selector, in the order in which they are written. */
  readonly selectors: readonly VectorSelector[];
  /** The tree of the shape: as that of the query, but names of metrics and values of `=` matchers may be stand-ins. */
  readonly shape: Expr;
  /** The name of a metric in the query, for a selector of the shape. */
  readonly nameOf: (selector: VectorSelector) => string | undefined;
}

/**
 * Parses a query as {@link parse} does, but queries of the same shape only once: generated files ask the same about
 * thousands of metrics, and the grammar takes most of the time that checking them takes.
 */
export function parseByShape(text: string): Result<ShapedQuery, PromqlError> {
  const shapeText = shapeOf(text);
  const known = shapes.get(shapeText) ?? parsed(shapeText);
  if (known !== undefined) return ok(shapedQuery(text, known));
  // What is wrong is said of the query itself.
  const own = parse(text);
  return own.ok ? ok(shapedQuery(text, { expr: own.value, selectors: selectorsOf(own.value) })) : own;
}

interface Shape {
  readonly expr: Expr;
  readonly selectors: readonly VectorSelector[];
}

const shapes = new Map<string, Shape>();
const mostShapes = 2000;

function parsed(shapeText: string): Shape | undefined {
  const result = parse(shapeText);
  if (!result.ok) return undefined;
  const shape = { expr: result.value, selectors: selectorsOf(result.value) };
  if (shapes.size >= mostShapes) shapes.clear();
  shapes.set(shapeText, shape);
  return shape;
}

/** Other quotes, escapes and comments could hide where a string begins. */
const unusual = /['`\\#]/;

/**
 * Lists of labels and strings, which are skipped, or else a value that a label must equal, or else what can only be the
 * name of a metric: followed by braces, a range, an offset, an operator or an end.
 */
const piece =
  /\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^()]*\)|(?<=\w)(?<!__name__)="([^"\n]+)"|"[^"]*"|(?<![\w:.])([a-zA-Z_:]\w*[_:][\w:]*)(?=[{[)]|$|\n(?!\s*\()| (?:offset\b|[-+*/%^<>]|==))/gi;

/** Words of the language that look like names of metrics. */
const words = /^(?:group_left|group_right|count_values|limit_ratio)$/i;

/** The query with stand-ins of the same length, so that everything stays where it is. */
function shapeOf(text: string): string {
  if (unusual.test(text)) return text;
  return text.replace(piece, (whole: string, value: string | undefined, name: string | undefined) => {
    if (value !== undefined) return `="${'v'.repeat(value.length)}"`;
    return name === undefined || words.test(name) ? whole : `m${'_'.repeat(name.length - 1)}`;
  });
}

function shapedQuery(text: string, { expr, selectors }: Shape): ShapedQuery {
  const nameOf = ({ name, nameSpan }: VectorSelector): string | undefined => {
    if (nameSpan === undefined) return name;
    const written = text.slice(nameSpan.start, nameSpan.end);
    return bareName.test(written) ? written : name;
  };
  const withNames = (selector: VectorSelector): VectorSelector => {
    const name = nameOf(selector);
    return {
      ...selector,
      ...(name === undefined ? {} : { name }),
      matchers: selector.matchers.map((matcher) => withValue(text, matcher)),
    };
  };
  return { selectors: selectors.map(withNames), shape: expr, nameOf };
}

const bareName = /^[a-zA-Z_:][\w:]*$/;
const equals = /^\w+="([^"\\\n]+)"$/;

function withValue(text: string, matcher: LabelMatcher): LabelMatcher {
  if (matcher.op !== '=' || matcher.span === undefined) return matcher;
  const value = equals.exec(text.slice(matcher.span.start, matcher.span.end))?.[1];
  return value === undefined ? matcher : { ...matcher, value };
}
