import { assertNever } from '../shared/assert-never.ts';
import { nearName } from '../shared/near-name.ts';
import type { Aggregation, Call, Expr, Span, VectorSelector } from './ast.ts';
import { checkBinary } from './check-binary.ts';
import { checkSelector } from './check-selector.ts';
import type { Dialect, PromqlError } from './promql-error.ts';
import { article, type Report } from './report.ts';
import { aggregations, signatures, type ValueType } from './signatures.ts';
import { typeOf } from './type-of.ts';
import { walk } from './walk.ts';

/**
 * Every way in which an expression breaks the rules that Prometheus checks after parsing: types and numbers of
 * arguments, operators, matchers. Mirrors `checkAST` in `promql/parser/parse.go` of v3.14.0. For any tree, also one
 * that was built rather than parsed.
 */
export function checkExpr(expr: Expr, options: { readonly dialect?: Dialect } = {}): readonly PromqlError[] {
  const dialect = options.dialect ?? '3';
  const errors: PromqlError[] = [];
  const report: Report = ({ span = { start: 0, end: 0 } }, message, help) =>
    errors.push({ message, span, ...(help === undefined ? {} : { help }) });
  walk(expr, (node, parents) => check(node, parents, dialect, report));
  return errors;
}

function check(node: Expr, parents: readonly Expr[], dialect: Dialect, report: Report): void {
  switch (node.kind) {
    case 'number':
    case 'string':
    case 'matrix-selector':
      return;
    case 'vector-selector':
      checkSelector(node, { labelsOnly: isInfoArgument(node, parents[0]), dialect }, report);
      return;
    case 'subquery':
      expectType(node.expr, 'instant vector', 'a subquery', report);
      return;
    case 'call':
      checkCall(node, dialect, report);
      return;
    case 'aggregation':
      checkAggregation(node, dialect, report);
      return;
    case 'unary': {
      const type = typeOf(node.expr);
      if (type !== 'scalar' && type !== 'instant vector')
        report(node, `expected a scalar or an instant vector after \`${node.op}\`, got ${article(type)}`);
      return;
    }
    case 'binary':
      checkBinary(node, report);
      return;
    default:
      assertNever(node);
  }
}

function expectType(expr: Expr, wanted: ValueType, where: string, report: Report): void {
  const type = typeOf(expr);
  if (type !== wanted)
    report(expr, `expected ${article(wanted)} in ${where}, got ${article(type)}`, remedy(expr, wanted));
}

function remedy(expr: Expr, wanted: ValueType): string | undefined {
  const type = typeOf(expr);
  if (wanted === 'range vector' && expr.kind === 'vector-selector') return 'add a range: `[5m]`';
  if (wanted === 'range vector' && type === 'instant vector') return 'make it a subquery: `[5m:]`';
  if (wanted === 'instant vector' && type === 'range vector')
    return 'apply a function of ranges, such as `rate` or `max_over_time`, or remove the range';
  if (wanted === 'instant vector' && type === 'scalar') return 'wrap it in `vector(...)`';
  if (wanted === 'scalar' && type === 'instant vector') return 'wrap it in `scalar(...)`';
  if (wanted === 'string') return 'write a string in quotes';
  return undefined;
}

function checkCall(call: Call, dialect: Dialect, report: Report): void {
  const signature = signatures.get(call.func);
  if (signature === undefined || !signature.dialects.includes(dialect)) {
    const known = [...signatures].filter(([, { dialects }]) => dialects.includes(dialect)).map(([name]) => name);
    const near = renamed.get(call.func) ?? nearName(call.func, [...known, ...aggregations.keys()]);
    const missing = signature === undefined ? 'unknown function' : `Prometheus ${dialect} has no function`;
    const usable = near !== undefined && (known.includes(near) || aggregations.has(near));
    report(headOf(call, call.func), `${missing} \`${call.func}\``, usable ? `did you mean \`${near}\`?` : undefined);
    return;
  }
  const { params, min, max } = signature;
  const count = call.args.length;
  if (count < min || count > max) {
    const bound = min === max ? '' : count < min ? 'at least ' : 'at most ';
    const wanted = count < min ? min : max;
    const noun = wanted === 1 ? 'argument' : 'arguments';
    report(call, `\`${call.func}\` takes ${bound}${wanted === 0 ? 'no' : wanted} ${noun}, not ${count}`);
  }
  call.args.forEach((arg, i) => {
    const wanted = params[i] ?? (max > params.length ? params.at(-1) : undefined);
    if (wanted !== undefined) expectType(arg, wanted, `\`${call.func}\``, report);
  });
  const labels = call.args[1];
  if (call.func !== 'info' || labels === undefined || typeOf(labels) !== 'instant vector') return;
  if (labels.kind !== 'vector-selector' || labels.name !== undefined)
    report(labels, 'expected label matchers alone as the second argument of `info`', 'write them as in `{job="api"}`');
}

const renamed: ReadonlyMap<string, string> = new Map([
  ['holt_winters', 'double_exponential_smoothing'],
  ['double_exponential_smoothing', 'holt_winters'],
]);

/** Where the name stands with which the node begins. */
const headOf = ({ span }: { readonly span?: Span }, name: string): { readonly span?: Span } =>
  span === undefined ? {} : { span: { start: span.start, end: span.start + name.length } };

function checkAggregation(aggregation: Aggregation, dialect: Dialect, report: Report): void {
  const { op, expr, param } = aggregation;
  const signature = aggregations.get(op);
  if (signature === undefined || !signature.dialects.includes(dialect)) {
    report(headOf(aggregation, op), `Prometheus ${dialect} has no aggregation \`${op}\``);
    return;
  }
  expectType(expr, 'instant vector', `\`${op}\``, report);
  if (signature.param !== undefined && param !== undefined)
    expectType(param, signature.param, `the parameter of \`${op}\``, report);
  if ((signature.param === undefined) !== (param === undefined))
    report(aggregation, `\`${op}\` takes ${param === undefined ? 'a' : 'no'} parameter`);
}

/** The second argument of `info` says which labels to add, and may match everything. */
const isInfoArgument = (selector: VectorSelector, parent: Expr | undefined): boolean =>
  parent?.kind === 'call' && parent.func === 'info' && parent.args[1] === selector;
