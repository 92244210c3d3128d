import { conventions } from '../../model/conventions.ts';
import { quote } from '../../model/findings.ts';
import { defineCheck } from '../check.ts';

/** Reports pages about alerts and experiments that the spec does not have. */
export const unknownPage = defineCheck({
  id: 'runbooks/unknown-page',
  severity: 'error',
  checkPage({ path }, { knowledge, model, suggest }, report) {
    const name = path.replace(/^.*\//, '').replace(/\.md$/, '');
    if (path === conventions.experimentPath(name)) {
      const experiments = model.experiments.map((experiment) => experiment.name);
      if (experiments.includes(name)) return;
      const message = `the spec has no experiment ${quote(name)}`;
      report({ file: path, message, help: suggest(name, experiments) });
      return;
    }
    if (knowledge.alerts.has(name) || path === conventions.runbookIndexPath) return;
    const help = suggest(name, [...knowledge.alerts.keys()]);
    report({ file: path, message: `the spec has no alert ${quote(name)}`, help });
  },
});
