import { quoteGo } from '../../promql/storage/format-labels.ts';
import type { GoInt } from './go-value.ts';

interface Place {
  /** UTF-16 offset that errors name; for fields of something it is the last part, as in Go. */
  readonly at: number;
}

/** One operand of a command. */
export type Operand =
  | (Place & { readonly kind: 'bool'; readonly value: boolean })
  | (Place & { readonly kind: 'string'; readonly value: string; readonly source: string })
  | (Place & { readonly kind: 'number'; readonly source: string; readonly int?: GoInt; readonly float?: number })
  | (Place & { readonly kind: 'nil' })
  | (Place & { readonly kind: 'dot' })
  | (Place & { readonly kind: 'field'; readonly names: readonly string[] })
  | (Place & { readonly kind: 'variable'; readonly name: string; readonly names: readonly string[] })
  | (Place & { readonly kind: 'chain'; readonly of: Operand; readonly names: readonly string[] })
  | (Place & { readonly kind: 'function'; readonly name: string })
  | Pipeline;

/** Operands one after the other: a function and its arguments, or a single value. */
export interface Command extends Place {
  readonly operands: readonly [Operand, ...Operand[]];
}

/** Commands that hand their value on, and the variables that get the last one. */
export interface Pipeline extends Place {
  readonly kind: 'pipeline';
  readonly declares: readonly string[];
  readonly assigns: boolean;
  readonly commands: readonly Command[];
}

/** What a template consists of. */
export type TemplateNode =
  | (Place & { readonly kind: 'text'; readonly text: string })
  | (Place & { readonly kind: 'action'; readonly pipeline: Pipeline })
  | (Place & { readonly kind: 'break' | 'continue' })
  | Branch
  | (Place & { readonly kind: 'template'; readonly name: string; readonly pipeline?: Pipeline });

/** `if`, `with` and `range`. */
export interface Branch extends Place {
  readonly kind: 'if' | 'with' | 'range';
  readonly pipeline: Pipeline;
  readonly body: readonly TemplateNode[];
  readonly otherwise?: readonly TemplateNode[];
}

/** A template and the templates that it defines, by name. */
export interface ParsedTemplate {
  readonly name: string;
  readonly text: string;
  readonly body: readonly TemplateNode[];
  readonly defined: ReadonlyMap<string, readonly TemplateNode[]>;
}

const dotted = (names: readonly string[]): string => names.map((name) => `.${name}`).join('');

/** An operand or a pipeline as Go writes it in its errors. */
export function printOperand(operand: Operand): string {
  switch (operand.kind) {
    case 'bool':
      return String(operand.value);
    case 'string':
    case 'number':
      return operand.source;
    case 'nil':
      return 'nil';
    case 'dot':
      return '.';
    case 'field':
      return dotted(operand.names);
    case 'variable':
      return operand.name + dotted(operand.names);
    case 'function':
      return operand.name;
    case 'chain': {
      const of = printOperand(operand.of);
      return (operand.of.kind === 'pipeline' ? `(${of})` : of) + dotted(operand.names);
    }
    case 'pipeline': {
      const variables = operand.declares.join(', ');
      const set = variables === '' ? '' : `${variables} ${operand.assigns ? '=' : ':='} `;
      return set + operand.commands.map(printCommand).join(' | ');
    }
  }
}

/** A command as Go writes it in its errors. */
export const printCommand = ({ operands }: Command): string =>
  operands
    .map((operand) => (operand.kind === 'pipeline' ? `(${printOperand(operand)})` : printOperand(operand)))
    .join(' ');

const printList = (nodes: readonly TemplateNode[]): string => nodes.map(printNode).join('');

/** A node as Go writes it in its errors. */
export function printNode(node: TemplateNode): string {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'action':
      return `{{${printOperand(node.pipeline)}}}`;
    case 'break':
    case 'continue':
      return `{{${node.kind}}}`;
    case 'template': {
      const pipeline = node.pipeline === undefined ? '' : ` ${printOperand(node.pipeline)}`;
      return `{{template ${quoteGo(node.name)}${pipeline}}}`;
    }
    case 'if':
    case 'with':
    case 'range': {
      const otherwise = node.otherwise === undefined ? '' : `{{else}}${printList(node.otherwise)}`;
      return `{{${node.kind} ${printOperand(node.pipeline)}}}${printList(node.body)}${otherwise}{{end}}`;
    }
  }
}
