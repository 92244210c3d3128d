import { generatedHeader } from './generated-header.ts';

/** A value of Alloy's configuration language. */
export type AlloyValue =
  | string
  | number
  | boolean
  | readonly AlloyValue[]
  | { readonly [key: string]: AlloyValue }
  | AlloyExpression;

/** Something that is computed, as it is written: a reference, a call. */
export class AlloyExpression {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A block: its name, perhaps a label, its attributes, and the blocks in it. */
export interface AlloyBlock {
  /** `loki.process`, `stage.json` */
  readonly name: string;
  /** An identifier of letters, digits and `_`. */
  readonly label?: string;
  readonly attributes?: Readonly<Record<string, AlloyValue>>;
  readonly blocks?: readonly AlloyBlock[];
  /** Lines before it. */
  readonly comment?: readonly string[];
}

const identifier = /^[A-Za-z_]\w*$/;

/** Go's quotes, which are those of JSON but for characters beyond the basic plane, which may stand as they are. */
const text = (value: string): string => JSON.stringify(value);

function valueText(value: AlloyValue, indent: string): string {
  if (value instanceof AlloyExpression) return value.text;
  if (typeof value === 'string') return text(value);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map((one: AlloyValue) => valueText(one, indent)).join(', ')}]`;
  const entries = Object.entries(value);
  if (entries.length === 0) return '{}';
  const width = Math.max(...entries.map(([key]) => keyText(key).length));
  const lines = entries.map(
    ([key, one]) => `${indent}\t${keyText(key).padEnd(width)} = ${valueText(one, `${indent}\t`)},\n`,
  );
  return `{\n${lines.join('')}${indent}}`;
}

const keyText = (key: string): string => (identifier.test(key) ? key : text(key));

function blockText({ name, label, attributes = {}, blocks = [], comment = [] }: AlloyBlock, indent: string): string {
  const head = `${comment.map((line) => `${indent}// ${line}\n`).join('')}${indent}${name}${label === undefined ? '' : ` ${text(label)}`} {`;
  const entries = Object.entries(attributes);
  if (entries.length === 0 && blocks.length === 0) return `${head} }\n`;
  const width = Math.max(0, ...entries.map(([key]) => key.length));
  const lines = entries.map(([key, value]) => `${indent}\t${key.padEnd(width)} = ${valueText(value, `${indent}\t`)}\n`);
  const inner = blocks.map((block) => blockText(block, `${indent}\t`));
  const parts = [...(lines.length === 0 ? [] : [lines.join('')]), ...inner];
  return `${head}\n${parts.join('\n')}${indent}}\n`;
}

/** The text of a configuration of Grafana Alloy, laid out as `alloy fmt` does. */
export function serialiseAlloy(blocks: readonly AlloyBlock[], comment: readonly string[] = []): string {
  const header = [...generatedHeader, ...(comment.length === 0 ? [] : ['', ...comment])];
  const head = header.map((line) => (line === '' ? '//\n' : `// ${line}\n`)).join('');
  return `${head}\n${blocks.map((block) => blockText(block, '')).join('\n')}`;
}
