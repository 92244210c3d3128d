import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type ParsedNode,
  parseAllDocuments,
} from 'yaml';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { YamlFault, YamlFile } from './read-yaml.ts';
import type { YamlEntry, YamlNode, YamlScalar } from './yaml-node.ts';

/** Nodes that aliases may multiply to. */
const maximumNodes = 2_000_000;

/** Reads the first document with the general parser: slower than `readPlainYaml`, but it understands everything. */
export function readAnyYaml(text: string): Result<YamlFile, YamlFault> {
  try {
    return readDocument(text);
  } catch (error) {
    if (error instanceof Refusal) return fail({ message: error.message, offset: error.offset });
    // The parser descends without a limit.
    if (error instanceof RangeError) return fail({ message: 'nested too deep', offset: 0 });
    throw error;
  }
}

function readDocument(text: string): Result<YamlFile, YamlFault> {
  const documents = parseAllDocuments(text, { version: '1.1', merge: true, uniqueKeys: false, logLevel: 'silent' });
  if (!Array.isArray(documents)) return ok({ root: emptyScalar(text.length), hasMore: false });
  const [first] = documents;
  if (first === undefined) return ok({ root: emptyScalar(text.length), hasMore: false });
  const [error] = first.errors;
  // The others are mostly echoes of the first.
  if (error !== undefined) return fail({ message: firstLine(error.message), offset: error.pos[0] });
  const reader = { document: first, nodes: 0, depth: 0 };
  return ok({ root: convert(first.contents, reader), hasMore: documents.length > 1 });
}

class Refusal extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

interface Reader {
  readonly document: Document.Parsed<ParsedNode>;
  nodes: number;
  depth: number;
}

const firstLine = (message: string): string => (message.split('\n')[0] ?? '').replace(/ at line \d+.*$/, '');

const emptyScalar = (at: number): YamlScalar => ({ kind: 'scalar', text: '', isPlain: true, start: at, end: at });

function convert(node: Node | null | undefined, reader: Reader): YamlNode {
  if (node === null || node === undefined) return emptyScalar(0);
  const [start = 0, end = 0] = node.range ?? [];
  if (++reader.nodes > maximumNodes) throw new Refusal('aliases make the file too large', start);
  if (reader.depth > 500) throw new Refusal('nested more than 500 deep', start);
  reader.depth++;
  const converted = convertAt(node, start, end, reader);
  reader.depth--;
  return converted;
}

function convertAt(node: Node, start: number, end: number, reader: Reader): YamlNode {
  if (isAlias(node)) {
    const target = node.resolve(reader.document);
    if (target === undefined) throw new Refusal(`unknown anchor \`${node.source}\``, start);
    return convert(target, reader);
  }
  if (isScalar(node)) return convertScalar(node, start, end);
  if (isSeq(node)) return { kind: 'list', start, end, items: node.items.map((item) => convert(item as Node, reader)) };
  if (isMap(node))
    return { kind: 'map', start, end, entries: convertEntries(node.items as Pair<Node, Node | null>[], reader) };
  throw new Refusal('unexpected value', start);
}

function convertScalar(
  node: Node & { readonly source?: string; readonly type?: string; readonly value?: unknown },
  start: number,
  end: number,
): YamlScalar {
  // An explicit `!!str` makes a text of anything.
  const isPlain = node.type === 'PLAIN' && node.tag !== 'tag:yaml.org,2002:str';
  return {
    kind: 'scalar',
    text: node.type === 'PLAIN' ? (node.source ?? '') : String(node.value),
    isPlain,
    start,
    end,
  };
}

function convertEntries(pairs: readonly Pair<Node, Node | null>[], reader: Reader): readonly YamlEntry[] {
  const entries: YamlEntry[] = [];
  const merged: YamlEntry[] = [];
  for (const pair of pairs) {
    const key = convert(pair.key, reader);
    if (key.kind !== 'scalar') throw new Refusal('a key must be a text', key.start);
    const value = pair.value === null ? emptyScalar(key.end) : convert(pair.value, reader);
    if (key.isPlain && key.text === '<<') merged.push(...mergedEntries(value));
    else entries.push({ key, value });
  }
  const own = new Set(entries.map(({ key }) => key.text));
  for (const entry of merged) {
    if (own.has(entry.key.text)) continue;
    own.add(entry.key.text);
    entries.push(entry);
  }
  return entries;
}

function mergedEntries(value: YamlNode): readonly YamlEntry[] {
  if (value.kind === 'map') return value.entries;
  if (value.kind === 'list') return value.items.flatMap(mergedEntries);
  throw new Refusal('only mappings can be merged', value.start);
}
