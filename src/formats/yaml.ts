import { generatedHeader } from './generated-header.ts';
import { isLiteral, scalarText } from './yaml-scalar.ts';

/** How {@link toYaml} frames a file. */
export interface YamlOptions {
  /** Comment lines before everything else. Default: that the file is generated. */
  readonly header?: readonly string[];
}

/**
 * Plain data as YAML in one canonical form: block style, two spaces, keys in the order of the object, no line folding,
 * texts of several lines as literals. Keys with the value `undefined` are left out.
 * Written here rather than by the `yaml` package, which takes thirty times as long; the tests hold the two against each other.
 * @throws Error for what is no data, such as a function.
 */
export function toYaml(value: object, { header = generatedHeader }: YamlOptions = {}): string {
  const comment = header.map((line) => (line === '' ? '#\n' : `# ${line}\n`)).join('');
  const body = isEmpty(value) ? `${emptyText(value)}\n` : Array.isArray(value) ? items(value, '') : entries(value, '');
  return comment + body;
}

const isEmpty = (value: object): boolean =>
  Array.isArray(value) ? value.length === 0 : Object.values(value).every((member) => member === undefined);

const emptyText = (value: object): string => (Array.isArray(value) ? '[]' : '{}');

function entries(value: object, indent: string): string {
  let text = '';
  for (const [key, member] of Object.entries(value)) {
    if (member !== undefined) text += `${indent}${scalarText(key)}:${node(member, indent)}`;
  }
  return text;
}

function items(value: readonly unknown[], indent: string): string {
  let text = '';
  for (const item of value) {
    const nested = typeof item === 'object' && item !== null && !isEmpty(item);
    // The first entry of a mapping, or item of a list, stands on the line of the dash.
    text += nested
      ? `${indent}- ${(Array.isArray(item) ? items(item, `${indent}  `) : entries(item, `${indent}  `)).slice(indent.length + 2)}`
      : `${indent}-${node(item, indent)}`;
  }
  return text;
}

/** What follows a key's colon, or the dash of an item that is not nested, up to the end of its last line. */
function node(value: unknown, indent: string): string {
  switch (typeof value) {
    case 'string':
      return value.includes('\n') && isLiteral(value) ? literal(value, indent) : ` ${scalarText(value)}\n`;
    case 'number':
      return ` ${numberText(value)}\n`;
    case 'boolean':
      return ` ${value}\n`;
    case 'object':
      if (value === null) return ' null\n';
      if (isEmpty(value)) return ` ${emptyText(value)}\n`;
      return `\n${Array.isArray(value) ? items(value, `${indent}  `) : entries(value, `${indent}  `)}`;
    default:
      throw new Error(`a ${typeof value} cannot be written as YAML`);
  }
}

function literal(text: string, indent: string): string {
  const kept = text.endsWith('\n');
  const lines = (kept ? text.slice(0, -1) : text).split('\n');
  // Where the first line is indented, a reader has to be told which of its spaces are the file's.
  const indentation = text.startsWith(' ') ? '2' : '';
  return ` |${indentation}${kept ? '' : '-'}\n${lines.map((line) => (line === '' ? '\n' : `${indent}  ${line}\n`)).join('')}`;
}

function numberText(value: number): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0' : String(value);
  return Number.isNaN(value) ? '.nan' : value > 0 ? '.inf' : '-.inf';
}
