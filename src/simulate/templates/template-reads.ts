import type { Operand, ParsedTemplate, Pipeline, TemplateNode } from './node.ts';

/** What the text of a template depends on. */
export interface TemplateReads {
  /** Not on the value, the time or any query: the same labels give the same text. */
  readonly onlyLabels: boolean;
  /** The queries that it makes; `dynamic` when they are put together at run time. */
  readonly queries: 'none' | 'dynamic' | readonly string[];
}

const labelVariables: ReadonlySet<string> = new Set(['$labels', '$externalLabels', '$externalURL']);

/** Looks at everything that a template contains and defines. */
export function templateReads({ body, defined }: ParsedTemplate): TemplateReads {
  let onlyLabels = true;
  let isDynamic = false;
  const queries: string[] = [];

  function visitOperand(operand: Operand): void {
    switch (operand.kind) {
      case 'dot':
      case 'field':
        onlyLabels = false;
        return;
      case 'variable':
        if (!labelVariables.has(operand.name)) onlyLabels = false;
        return;
      case 'function':
        if (operand.name === 'now') onlyLabels = false;
        return;
      case 'chain':
        visitOperand(operand.of);
        return;
      case 'pipeline':
        visitPipeline(operand);
        return;
      case 'bool':
      case 'string':
      case 'number':
      case 'nil':
        return;
    }
  }

  function visitPipeline({ commands }: Pipeline): void {
    for (const { operands } of commands) {
      const [first, second] = operands;
      if (first.kind === 'function' && first.name === 'query') {
        onlyLabels = false;
        if (second?.kind === 'string' && operands.length === 2) queries.push(second.value);
        else isDynamic = true;
      }
      operands.forEach((operand, i) => {
        // As an argument it is called without a text, which fails.
        if (i > 0 && operand.kind === 'function' && operand.name === 'query') isDynamic = true;
        visitOperand(operand);
      });
    }
  }

  function visit(node: TemplateNode): void {
    if (node.kind === 'action') visitPipeline(node.pipeline);
    else if (node.kind === 'template' && node.pipeline !== undefined) visitPipeline(node.pipeline);
    else if (node.kind === 'if' || node.kind === 'with' || node.kind === 'range') {
      visitPipeline(node.pipeline);
      node.body.forEach(visit);
      node.otherwise?.forEach(visit);
    }
  }

  body.forEach(visit);
  for (const nodes of defined.values()) nodes.forEach(visit);
  return { onlyLabels, queries: isDynamic ? 'dynamic' : queries.length === 0 ? 'none' : queries };
}
