import { columnAt, isBreakOrEnd, nextContent, type PlainYaml, skipSpaces, Unusual } from './yaml-cursor.ts';
import { readFlow } from './yaml-flow.ts';
import type { YamlEntry, YamlNode, YamlScalar } from './yaml-node.ts';
import { readBlockScalar, readPlainScalar, readQuoted } from './yaml-scalars.ts';

/** Deeper files are left to the general parser. */
const maximumDepth = 100;

/**
 * Reads the first document of a file that uses only what rule files are written in: block and flow collections and scalars of every style.
 * Ten times as fast as a general parser, and like libyaml it lets quoted texts go on at any indentation.
 * @returns `undefined` for anything else, mistakes included: the general parser decides then.
 */
export function readPlainYaml(text: string): { readonly root: YamlNode; readonly hasMore: boolean } | undefined {
  if (/[\r\t\u0085\u2028\u2029\ufeff]/.test(text)) return undefined;
  const yaml: PlainYaml = { text, at: 0, depth: 0 };
  try {
    nextContent(yaml);
    if (text.startsWith('---', yaml.at) && /^[ \n]?$/.test(text[yaml.at + 3] ?? '')) yaml.at += 3;
    const root = readBlock(yaml, 0);
    nextContent(yaml);
    if (yaml.at < text.length && !isMarker(yaml)) return undefined;
    const rest = text.slice(yaml.at).replaceAll(/^(?:---|\.\.\.|#.*)?\s*$/gm, '');
    return { root, hasMore: rest.trim() !== '' };
  } catch (error) {
    if (error instanceof Unusual) return undefined;
    throw error;
  }
}

/** `---` or `...` at the start of a line. */
function isMarker({ text, at }: PlainYaml): boolean {
  if (columnAt(text, at) !== 0) return false;
  return (text.startsWith('---', at) || text.startsWith('...', at)) && /^[ \n]?$/.test(text[at + 3] ?? '');
}

const nothing = (at: number): YamlScalar => ({ kind: 'scalar', text: '', isPlain: true, start: at, end: at });

/** The node that comes next, if it is indented by at least `indent`. */
function readBlock(yaml: PlainYaml, indent: number): YamlNode {
  if (yaml.depth > maximumDepth) throw new Unusual();
  const before = yaml.at;
  nextContent(yaml);
  const { text, at } = yaml;
  const column = columnAt(text, at);
  if (at >= text.length || column < indent || isMarker(yaml)) {
    yaml.at = before;
    return nothing(before);
  }
  yaml.depth++;
  const node = readBlockHere(yaml, column, indent - 1);
  yaml.depth--;
  return node;
}

function readBlockHere(yaml: PlainYaml, column: number, parent: number): YamlNode {
  const { text, at } = yaml;
  if (text[at] === '-' && isBreakOrEnd(text[at + 1] ?? '\n')) return readList(yaml, column);
  if (keyEnd(text, at) !== undefined) return readMap(yaml, column);
  return readValue(yaml, parent);
}

/** A scalar or a flow collection; what goes on over lines must be indented more than `parent`. */
function readValue(yaml: PlainYaml, parent: number): YamlNode {
  const { text, at } = yaml;
  switch (text[at]) {
    case '|':
    case '>':
      return readBlockScalar(yaml, parent);
    case '"':
    case "'": {
      const node = readQuoted(yaml);
      endOfLine(yaml);
      return node;
    }
    case '[':
    case '{': {
      const node = readFlow(yaml);
      endOfLine(yaml);
      return node;
    }
    default:
      return readPlainScalar(yaml, parent);
  }
}

/** Nothing may follow a closed value on its line but a comment. */
function endOfLine(yaml: PlainYaml): void {
  const { text } = yaml;
  const start = yaml.at;
  skipSpaces(yaml);
  const next = text[yaml.at] ?? '\n';
  if (next !== '\n' && !(next === '#' && yaml.at > start)) throw new Unusual();
}

function readList(yaml: PlainYaml, column: number): YamlNode {
  const { text, at: start } = yaml;
  const items: YamlNode[] = [];
  let end = start;
  while (isItemAt(yaml, column)) {
    yaml.at++;
    skipSpaces(yaml);
    const next = text[yaml.at] ?? '\n';
    items.push(next === '\n' || next === '#' ? readBlock(yaml, column + 1) : readInline(yaml, column));
    end = yaml.at;
    nextContent(yaml);
  }
  yaml.at = end;
  return { kind: 'list', items, start, end };
}

/** An item on the line of its dash; a mapping or list that begins there is indented to where it begins. */
function readInline(yaml: PlainYaml, parent: number): YamlNode {
  if (yaml.depth > maximumDepth) throw new Unusual();
  yaml.depth++;
  const node = readBlockHere(yaml, columnAt(yaml.text, yaml.at), parent);
  yaml.depth--;
  return node;
}

function isItemAt({ text, at }: PlainYaml, column: number): boolean {
  return text[at] === '-' && isBreakOrEnd(text[at + 1] ?? '\n') && columnAt(text, at) === column;
}

function readMap(yaml: PlainYaml, column: number): YamlNode {
  const { text, at: start } = yaml;
  const entries: YamlEntry[] = [];
  let end = start;
  while (yaml.at < text.length && columnAt(text, yaml.at) === column && !isMarker(yaml)) {
    const colon = keyEnd(text, yaml.at);
    if (colon === undefined) throw new Unusual();
    const key = readKey(yaml, colon);
    yaml.at = colon + 1;
    entries.push({ key, value: readMapValue(yaml, column) });
    end = yaml.at;
    nextContent(yaml);
  }
  // Something that is indented more than the keys belongs to nothing.
  if (yaml.at < text.length && columnAt(text, yaml.at) > column) throw new Unusual();
  yaml.at = end;
  return { kind: 'map', entries, start, end };
}

function readMapValue(yaml: PlainYaml, column: number): YamlNode {
  skipSpaces(yaml);
  const { text } = yaml;
  const here = yaml.at;
  const next = text[here] ?? '\n';
  if (next !== '\n' && next !== '#') return readValue(yaml, column);
  nextContent(yaml);
  // A list may stand at the column of its key.
  const isList = isItemAt(yaml, column);
  yaml.at = here;
  return readBlock(yaml, isList ? column : column + 1);
}

const keyInDouble = /"(?:[^"\\\n]|\\.)*" *:(?=[ \n]|$)/y;
const keyInSingle = /'(?:[^'\n]|'')*' *:(?=[ \n]|$)/y;
const withinKey = /[^\n#:]+/y;

/** Where the colon of a key stands that begins here; `undefined` when this is not a key. */
function keyEnd(text: string, start: number): number | undefined {
  const first = text[start] ?? '';
  if (first === '"' || first === "'") {
    const pattern = first === '"' ? keyInDouble : keyInSingle;
    pattern.lastIndex = start;
    const match = pattern.exec(text);
    return match === null ? undefined : start + match[0].length - 1;
  }
  if ('[{|>&*!%@`?,]}#'.includes(first)) {
    // Flow collections are values, and indicators of other things make the file unusual where a value is read.
    return undefined;
  }
  for (let at = start; at < text.length; at++) {
    withinKey.lastIndex = at;
    if (withinKey.test(text)) at = withinKey.lastIndex;
    const char = text[at];
    if (char === '\n') return undefined;
    if (char === '#' && text[at - 1] === ' ') return undefined;
    if (char === ':' && isBreakOrEnd(text[at + 1] ?? '\n')) return at;
  }
  return undefined;
}

function readKey(yaml: PlainYaml, colon: number): YamlScalar {
  const { text, at } = yaml;
  const first = text[at];
  if (first === '"' || first === "'") return readQuoted(yaml);
  const source = text.slice(at, colon).trimEnd();
  // Merge keys, and a dash or question mark that introduces something else.
  if (source === '<<' || source === '' || source === '-' || source === '?') throw new Unusual();
  return { kind: 'scalar', text: source, isPlain: true, start: at, end: at + source.length };
}
