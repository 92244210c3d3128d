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
  const body = isEmpty(value) ? `${emptyText(value)}\n` : block(value, '', '', new Map());
  return comment + body;
}

/** Texts of mappings that were written before, with their indentation: rule tests expect the same alert many times. */
type Written = Map<object, { readonly indent: string; readonly text: string }>;

function isEmpty(value: object): boolean {
  if (Array.isArray(value)) return value.length === 0;
  for (const member of Object.values(value)) if (member !== undefined) return false;
  return true;
}

const emptyText = (value: object): string => (Array.isArray(value) ? '[]' : '{}');

/** A list or mapping that is not empty. Its first line starts with `lead`: what stands before it, or its indentation. */
const block = (value: object, indent: string, lead: string, written: Written): string =>
  Array.isArray(value) ? items(value, indent, lead, written) : entries(value, indent, lead, written);

function entries(value: object, indent: string, lead: string, written: Written): string {
  let text = '';
  let start = lead;
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    text += `${start}${scalarText(key)}:${node(member, indent, written)}`;
    start = indent;
  }
  return text;
}

function items(value: readonly unknown[], indent: string, lead: string, written: Written): string {
  let text = '';
  let start = lead;
  for (const item of value) {
    const nested = typeof item === 'object' && item !== null && !isEmpty(item);
    // The first entry of a mapping, or item of a list, stands on the line of the dash.
    text += nested ? block(item, `${indent}  `, `${start}- `, written) : `${start}-${node(item, indent, written)}`;
    start = indent;
  }
  return text;
}

/** What follows a key's colon, or the dash of an item that is not nested, up to the end of its last line. */
function node(value: unknown, indent: string, written: Written): string {
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
      return `\n${below(value, `${indent}  `, written)}`;
    default:
      throw new Error(`a ${typeof value} cannot be written as YAML`);
  }
}

function below(value: object, indent: string, written: Written): string {
  if (Array.isArray(value)) return items(value, indent, indent, written);
  const before = written.get(value);
  if (before?.indent === indent) return before.text;
  const text = entries(value, indent, indent, written);
  written.set(value, { indent, text });
  return text;
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
