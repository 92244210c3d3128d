import { expect } from 'vitest';
import { serialiseRuleFile } from '../../src/formats/rule-file.ts';
import { alertRule } from '../../src/generators/prometheus/rules.ts';
import type { Alert } from '../../src/model/model.ts';
import { catalogueOutputs } from './catalogue-outputs.ts';
import { promtool } from './promtool.ts';

/** Asserts that promtool passes the generated tests of a condition of the catalogue, and fails them when its rule never fires. */
export function expectPromtoolToAgree(alert: Alert): void {
  const { model, rules, tests } = catalogueOutputs(alert);
  const { ok, output } = promtool(['test', 'rules', tests.path], [rules, tests]);
  expect(ok, output.slice(0, 4000)).toBe(true);
  const rule = { ...alertRule(model, alert), expr: 'vector(1) > 2' };
  const broken = { ...rules, content: serialiseRuleFile([{ name: 'broken', rules: [rule] }]) };
  expect(promtool(['test', 'rules', tests.path], [broken, tests]).ok).toBe(false);
}
