import type { Binary, BinaryOperator, Expr } from './ast.ts';
import { article, type Report } from './report.ts';
import { typeOf } from './type-of.ts';

/** Operators that compare; with scalars on both sides they need `bool`. */
export const isComparison = (op: BinaryOperator): boolean => ['==', '!=', '>', '<', '>=', '<='].includes(op);

/** Operators on sets of series. */
export const isSetOperator = (op: BinaryOperator): boolean => ['and', 'or', 'unless'].includes(op);

/** Checks the operands of an operator and the modifiers behind it. */
export function checkBinary(expr: Binary, report: Report): void {
  const { op, left, right, bool, matching } = expr;
  const operator = expr.operatorSpan === undefined ? expr : { span: expr.operatorSpan };
  const types = [typeOf(left), typeOf(right)];
  const scalars = types.filter((type) => type === 'scalar').length;

  for (const side of [left, right]) checkOperand(op, side, report);
  if (types.some((type) => type === 'string' || type === 'range vector')) return;

  if (bool && !isComparison(op)) report(operator, '`bool` may only follow a comparison operator', 'remove `bool`');
  if (isComparison(op) && !bool && scalars === 2)
    report(operator, 'comparisons between scalars must use `bool`', `write \`${op} bool\``);
  if ((op === '</' || op === '>/') && scalars === 2) report(operator, `\`${op}\` trims histograms, not scalars`);
  if (isSetOperator(op) && scalars > 0) {
    const scalar = typeOf(left) === 'scalar' ? left : right;
    report(scalar, `\`${op}\` needs instant vectors on both sides, got a scalar`, 'wrap it in `vector(...)`');
    return;
  }
  if (matching === undefined) return;

  const { on, labels, group, fill } = matching;
  const word = on ? 'on' : 'ignoring';
  if (scalars > 0 && labels.length > 0) report(operator, `\`${word}\` is only allowed between two instant vectors`);
  if (scalars > 0 && fill !== undefined) report(operator, '`fill` is only allowed between two instant vectors');
  if (scalars === 0 && isSetOperator(op)) {
    if (group !== undefined)
      report(operator, `\`group_${group.side}\` is not allowed with \`${op}\``, `remove \`group_${group.side}\``);
    if (fill !== undefined) report(operator, `\`fill\` is not allowed with \`${op}\``, 'remove it');
  }
  for (const label of on && group !== undefined ? group.include.filter((each) => labels.includes(each)) : [])
    report(
      operator,
      `label \`${label}\` must not be in both \`on\` and \`group_${group?.side}\``,
      'remove it from one of them',
    );
}

function checkOperand(op: BinaryOperator, operand: Expr, report: Report): void {
  const type = typeOf(operand);
  if (type === 'string' || type === 'range vector')
    report(operand, `expected a scalar or an instant vector as operand of \`${op}\`, got ${article(type)}`);
}
