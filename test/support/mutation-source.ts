import { factsOfModel } from '../../src/cli/mutation/facts-of-model.ts';
import type { ProjectSource } from '../../src/cli/mutation/project-source.ts';
import type { outputsOf } from './catalogue-outputs.ts';

/** What `tocsin mutate` is given for the one alert of a model. */
export const mutationSource = ({ model, rules, tests }: ReturnType<typeof outputsOf>): ProjectSource => ({
  version: '3',
  ruleFiles: [{ path: rules.path, text: rules.content }],
  testFiles: [{ path: tests.path, text: tests.content, ruleFiles: [rules.path] }],
  mutated: [rules.path],
  facts: factsOfModel(model),
  charts: false,
});
