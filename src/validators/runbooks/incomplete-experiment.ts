import { conventions } from '../../model/conventions.ts';
import { quote } from '../../model/findings.ts';
import { formatDuration } from '../../shared/duration.ts';
import { defineCheck } from '../check.ts';

/** Reports pages of experiments on which a variant is missing, or an alert that must fire, its time or who is told. */
export const incompleteExperiment = defineCheck({
  id: 'runbooks/incomplete-experiment',
  severity: 'error',
  checkPage({ path, content }, { model }, report) {
    const experiment = model.experiments.find(({ name }) => conventions.experimentPath(name) === path);
    if (experiment === undefined) return;
    const sections = new Map(
      content.split(/^## /m).map((section): [string, string] => [section.slice(0, section.indexOf('\n')), section]),
    );
    for (const { name, fires } of experiment.variants) {
      const section = sections.get(`Variant ${name}`);
      if (section === undefined) {
        report({ file: path, message: `the variant ${quote(name)} is missing`, help: 'generate the page' });
        continue;
      }
      for (const { alert, by, receiver, toldBy } of fires) {
        const row = section.split('\n').find((line) => line.startsWith(`| [${alert}](`));
        const expected = [formatDuration(by), receiver, formatDuration(toldBy)];
        if (row !== undefined && expected.every((part) => row.includes(part))) continue;
        const message = `the variant ${quote(name)} does not say that ${quote(alert)} fires by ${quote(formatDuration(by))}, and who is told`;
        report({ file: path, message, help: 'generate the page' });
      }
    }
  },
});
