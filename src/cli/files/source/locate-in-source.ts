import type { Location, Place } from '../../../diagnostics/diagnostic.ts';
import { locationOf, offsetOf, type Range } from '../../../diagnostics/text-lines.ts';
import { projectIntoLiteral } from './align-template.ts';
import { callKey, namedValue, type SourceFile, type SourceFiles } from './source-file.ts';
import { type Step, stepInto } from './step-into.ts';
import { nodesIn, type SyntaxNode, unwrapped } from './syntax-node.ts';

/** Where a call stands, as the language recorded it: the line is right, the column may be off after a loader. */
export interface CallPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What a location is looked for with. */
export interface Search {
  readonly files: SourceFiles;
  /** Paths as locations show them. */
  readonly display: (path: string) => string;
  readonly document: unknown;
  /** Recorded calls by document path: `alerts[3]`, `alerts`, the empty path. */
  readonly sources: ReadonlyMap<string, CallPlace>;
  /** The file whose default export is the document, for one that was not made by the language. */
  readonly config: string;
}

interface Position {
  readonly file: SourceFile;
  readonly node: SyntaxNode;
  readonly key?: SyntaxNode;
}

/**
 * The location of a place of the document in the program that made the document: starts from the recorded call, and goes
 * on through its arguments to the literal or the property at fault, as far as the author wrote it there.
 */
export function locateInSource(search: Search, place: Place): Location | undefined {
  const { path } = place;
  for (const length of [Math.min(2, path.length), Math.min(1, path.length), 0]) {
    const prefix = path.slice(0, length);
    const call = search.sources.get(pathText(prefix));
    // What the language does not know was not made by a call of its own: it is somewhere in the list.
    if (call === undefined || (length === 2 && samePlace(call, search.sources.get(String(path[0]))))) continue;
    const start = findCall(search, call, prefix);
    if (start === undefined) return { ...call, file: search.display(call.file) };
    if (length === 1 && path[0] !== 'logs' && path[0] !== 'traces')
      return follow(search, start, [], { ...place, path: prefix });
    return follow(search, start, prefix, place);
  }
  const file = search.files(search.config);
  const root = file?.constants.get('default');
  if (file === undefined || root === undefined) return { file: search.display(search.config), line: 1, column: 1 };
  const start = followNames(search, { file, node: root });
  const wrapped = start.node.type === 'ObjectExpression' ? stepInto(start.node, 'spec') : undefined;
  return follow(
    search,
    wrapped === undefined ? start : followNames(search, { file: start.file, ...wrapped }),
    [],
    place,
  );
}

const samePlace = (a: CallPlace, b: CallPlace | undefined): boolean =>
  b !== undefined && a.file === b.file && a.line === b.line && a.column === b.column;

/** The location of a key of a config's default export. */
export function locateExport(search: Search, key: string): Location | undefined {
  const file = search.files(search.config);
  const root = file?.constants.get('default');
  const value = file && root && followNames(search, { file, node: unwrapped(root) ?? root });
  const found = value && stepInto(value.node, key);
  return value && found && locationOf(value.file.lines, found.key ?? found.node);
}

/** `alerts[3]`, `alerts` or the empty text: the keys of `sources`. */
const pathText = ([list, index]: Place['path']): string =>
  list === undefined ? '' : index === undefined || typeof index === 'string' ? String(list) : `${list}[${index}]`;

/** What is called to make the parts of each list. */
const makers: Readonly<Record<string, readonly string[]>> = {
  jobs: ['job'],
  metrics: ['counter', 'gauge', 'state', 'histogram'],
  alerts: ['alert'],
  inhibitions: ['inhibit'],
  dashboards: ['dashboard'],
  logs: ['logs'],
  traces: ['traces'],
};

function findCall({ files, document }: Search, place: CallPlace, prefix: Place['path']): Position | undefined {
  const file = files(place.file);
  if (file === undefined) return undefined;
  const [list, index] = prefix;
  const isList = prefix.length === 1 && list !== 'logs' && list !== 'traces';
  const wanted = list === undefined ? ['defineKit'] : isList ? ['spec'] : (makers[list] ?? []);
  const name = index === undefined ? undefined : valueAt(document, [...prefix, 'name']);
  const named =
    typeof name === 'string' ? wanted.flatMap((maker) => file.namedCalls.get(callKey(maker, name)) ?? []) : [];
  const calls = named.length > 0 ? named : wanted.flatMap((maker) => file.calls.get(maker) ?? []);
  const node = nearest(calls, offsetOf(file.lines, place.line, place.column));
  return node && { file, node };
}

/** A call begins with what it is made on, lines before the name that is recorded: whatever surrounds the place wins. */
function nearest(calls: readonly SyntaxNode[], offset: number): SyntaxNode | undefined {
  const distance = ({ start, end }: SyntaxNode): number =>
    offset < start ? start - offset : offset > end ? offset - end : 0;
  return calls.reduce<SyntaxNode | undefined>(
    (best, call) => (best === undefined || distance(call) < distance(best) ? call : best),
    undefined,
  );
}

function valueAt(document: unknown, path: Place['path']): unknown {
  let value = document;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[key];
  }
  return value;
}

/** A name stands for the value that was given to it; one that is imported from a package stands for itself. */
function followNames({ files }: Search, from: Position): Position {
  let at = from;
  for (let hops = 0; hops < 20 && at.node.type === 'Identifier'; hops++) {
    const value = namedValue(files, at.file, String(at.node['name']));
    const node = unwrapped(value?.node);
    if (value === undefined || node === undefined) break;
    at = { file: value.file, node };
  }
  return at;
}

/** One step, through a name or a spread when there is nothing of that key in the expression itself. */
function next(search: Search, at: Position, key: string | number): Position | undefined {
  const direct = stepInto(at.node, key);
  if (direct !== undefined) return { file: at.file, ...direct };
  const target = followNames(search, at);
  if (target.node !== at.node) {
    const found: Step | undefined = stepInto(target.node, key);
    if (found !== undefined) return { file: target.file, ...found };
  }
  for (const object of [target.node, ...argumentsOf(target.node)]) {
    // Of two spreads, the later one wins.
    for (const part of nodesIn(object, 'properties').toReversed()) {
      const spread = part?.type === 'SpreadElement' ? unwrapped(part['argument'] as SyntaxNode) : undefined;
      const found = spread && next(search, { file: target.file, node: spread }, key);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

const argumentsOf = (node: SyntaxNode): readonly SyntaxNode[] =>
  nodesIn(node, 'arguments')
    .filter((each) => each?.type === 'ObjectExpression')
    .filter((each) => each !== undefined);

function follow(search: Search, start: Position, done: Place['path'], place: Place): Location {
  let at = start;
  let complete = true;
  for (const key of place.path.slice(done.length)) {
    const found = next(search, at, key);
    if (found === undefined) {
      complete = false;
      break;
    }
    at = found;
  }
  const { file, node, key } = at;
  const value = valueAt(search.document, place.path);
  if (complete && place.span !== undefined && typeof value === 'string') {
    const literal = followNames(search, at);
    return locationOf(literal.file.lines, projectIntoLiteral(literal.file.lines.text, literal.node, value, place.span));
  }
  if (complete && place.atKey && key !== undefined) return locationOf(file.lines, key);
  return locationOf(file.lines, short(file, node, key));
}

/** A range on one line: of what goes over many, the key or the first line. */
function short({ lines }: SourceFile, node: SyntaxNode, key: SyntaxNode | undefined): Range {
  const text = lines.text.slice(node.start, node.end);
  const lineEnd = /[\r\n]/.exec(text)?.index;
  if (lineEnd === undefined) return { start: node.start, end: node.end };
  return key === undefined
    ? { start: node.start, end: node.start + text.slice(0, lineEnd).trimEnd().length }
    : { start: key.start, end: key.end };
}
