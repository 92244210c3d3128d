import {
  Composer,
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  Parser,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import type { Range } from '../diagnostics/text-lines.ts';
import type { SourceNode } from './source-tree.ts';
import { depthOfTokens } from './yaml-depth.ts';

/** What is wrong with a text before it is data. */
export interface TextFault {
  readonly code: string;
  readonly message: string;
  readonly help: string;
  readonly range: Range;
}

/** The data in a text, and where it stands; or why there is none. */
export type ReadText =
  | { readonly ok: true; readonly data: unknown; readonly root: SourceNode | undefined }
  | { readonly ok: false; readonly faults: readonly TextFault[] };

/** Beyond this the composer, which recurses, would run out of stack. */
const maxDepth = 250;

/**
 * Reads one YAML 1.2 document. Keys are unique, aliases lead to something that is complete, tags are those of the core
 * schema. Takes time in proportion to the text, whatever it is: the checks that the `yaml` package makes in quadratic time
 * are made here.
 */
export function readYaml(text: string): ReadText {
  const tokens = [...new Parser().parse(text)];
  const tooDeep = depthOfTokens(tokens, maxDepth);
  if (tooDeep !== undefined) {
    const message = `the file is nested more than ${maxDepth} levels deep`;
    return refusal('yaml/too-deep', message, 'flatten it', { start: tooDeep, end: tooDeep + 1 });
  }
  const documents = [...new Composer({ uniqueKeys: false, prettyErrors: false }).compose(tokens)];
  const [document, second] = documents;
  if (document === undefined) return { ok: true, data: null, root: undefined };
  // After a syntax error, what follows is read in a wrong light: only the first one is worth reporting.
  const faults = [...document.errors.slice(0, 1), ...document.warnings].map(faultOf);
  if (second !== undefined) {
    const start = second.range?.[0] ?? text.length;
    const message = 'the file contains more than one document';
    faults.push({
      code: 'yaml/many-documents',
      message,
      help: 'put the second one into a file of its own',
      range: { start, end: start + 1 },
    });
  }
  if (faults.length > 0) return { ok: false, faults };
  const { data, found, targets } = dataOf(document);
  if (found.length > 0) return { ok: false, faults: found };
  return {
    ok: true,
    data,
    root: document.contents === null ? undefined : sourceNode(document.contents, { targets, fields: new Map() }),
  };
}

function refusal(code: string, message: string, help: string, range: Range): ReadText {
  return { ok: false, faults: [{ code, message, help, range }] };
}

/** Messages of the `yaml` package that say too little. */
const messages: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'a tab cannot indent a line',
  BLOCK_AS_IMPLICIT_KEY: 'there is a second `: ` on this line',
  BAD_INDENT: 'the line is not aligned with its neighbours',
};

/** What to do about its errors. */
const hints: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'indent with spaces',
  TAG_RESOLVE_FAILED: 'remove the tag: only plain YAML is read',
  MULTILINE_IMPLICIT_KEY: 'put the text in quotes, or finish the line before',
  BAD_INDENT: 'align the line with its neighbours',
  MISSING_CHAR: 'add what is missing, or put the text in quotes',
  BAD_SCALAR_START: 'put the text in quotes',
  BAD_DQ_ESCAPE: 'use single quotes, or a block scalar, for a text with backslashes',
  BLOCK_AS_IMPLICIT_KEY: 'put the text in quotes: it contains `: `',
};

function faultOf({ code, message, pos: [start, end] }: YAMLError): TextFault {
  return {
    code: code === 'TAG_RESOLVE_FAILED' ? 'yaml/unknown-tag' : 'yaml/syntax',
    message: messages[code] ?? readable(message),
    help: hints[code] ?? 'correct the YAML',
    range: { start, end: Math.max(start, end) },
  };
}

const readable = (message: string): string =>
  message
    .replaceAll(/\s+/g, ' ')
    .replace(/\.$/, '')
    .replace(/^Missing closing (["'])quote/, 'a closing `$1` is missing')
    .replace(/^\p{Lu}(?=\p{Ll})/u, (first) => first.toLowerCase());

type AnyNode = Node | Pair | null | undefined;

const rangeOf = (node: AnyNode): Range => {
  const [start, end] = (isPair(node) ? undefined : node?.range) ?? [0, 0];
  return { start, end };
};

/** The data of a document; aliases share what they lead to. Only for nodes whose depth is limited. */
function dataOf(document: Document) {
  const found: TextFault[] = [];
  const targets = new Map<Node, Node>();
  const anchors = new Map<string, Node>();
  const done = new Map<Node, unknown>();
  const refuse = (code: string, message: string, help: string, node: AnyNode) => {
    found.push({ code, message, help, range: rangeOf(node) });
  };
  const convert = (node: AnyNode): unknown => {
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target === undefined)
        refuse('yaml/unknown-alias', `there is no anchor \`&${node.source}\` before this`, 'define it first', node);
      else if (!done.has(target))
        refuse('yaml/cyclic-alias', `\`*${node.source}\` is a part of what it leads to`, 'write the value out', node);
      else targets.set(node, target);
      return target && done.get(target);
    }
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) return undefined;
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    const value = isScalar(node)
      ? node.value
      : isSeq(node)
        ? node.items.map((item) => convert(item as AnyNode))
        : mapOf(node.items);
    if (node.anchor !== undefined) done.set(node, value);
    return value;
  };
  const mapOf = (items: readonly Pair[]): Record<string, unknown> => {
    const result: Record<string, unknown> = {};
    for (const { key, value } of items) {
      const name = keyName(key);
      if (name === undefined) refuse('yaml/bad-key', 'a key must be a text', 'write a plain name', key as AnyNode);
      else if (Object.hasOwn(result, name))
        refuse(
          'yaml/duplicate-key',
          `the key \`${name.slice(0, 80)}\` occurs twice`,
          'keep one of them',
          key as AnyNode,
        );
      else define(result, name, value === null ? null : convert(value as AnyNode));
    }
    return result;
  };
  return { data: convert(document.contents), found, targets };
}

/** Assigns a field whatever its name: `__proto__` would otherwise not become one. */
function define(record: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__') Object.defineProperty(record, name, { value, enumerable: true });
  else record[name] = value;
}

const keyName = (key: unknown): string | undefined =>
  isScalar(key) && (typeof key.value === 'string' || typeof key.value === 'number' || typeof key.value === 'boolean')
    ? String(key.value)
    : undefined;

/** What navigation needs besides the nodes. */
interface Known {
  /** What aliases lead to. */
  readonly targets: ReadonlyMap<Node, Node>;
  /** The fields of objects that were visited: a file with many findings looks into the same ones again and again. */
  readonly fields: Map<Node, ReadonlyMap<string, Pair>>;
}

function fieldOf(map: YAMLMap, key: string, { fields }: Known): Pair | undefined {
  const known = fields.get(map) ?? new Map(map.items.map((pair) => [keyName(pair.key) ?? '', pair]));
  fields.set(map, known);
  return known.get(key);
}

function sourceNode(node: Node, known: Known): SourceNode {
  const target = known.targets.get(node) ?? node;
  const found = (value: unknown): { node?: SourceNode } =>
    isAlias(value) || isScalar(value) || isMap(value) || isSeq(value) ? { node: sourceNode(value, known) } : {};
  return {
    range: rangeOf(target),
    isCollection: !isScalar(target),
    ...(isScalar(target) && typeof target.value === 'string' ? { text: target.value } : {}),
    child: (key) => {
      if (isSeq(target) && typeof key === 'number') return key in target.items ? found(target.items[key]) : undefined;
      const pair = isMap(target) ? fieldOf(target, String(key), known) : undefined;
      return pair && { key: rangeOf(pair.key as AnyNode), ...found(pair.value) };
    },
  };
}
