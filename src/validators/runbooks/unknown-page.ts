import { conventions } from '../../model/conventions.ts';
import { quote } from '../../model/findings.ts';
import { defineCheck } from '../check.ts';

/** Reports pages about alerts that the spec does not have. */
export const unknownPage = defineCheck({
  id: 'runbooks/unknown-page',
  severity: 'error',
  checkPage({ path }, { knowledge, suggest }, report) {
    const name = path.replace(/^.*\//, '').replace(/\.md$/, '');
    if (knowledge.alerts.has(name) || path === conventions.runbookIndexPath) return;
    const help = suggest(name, [...knowledge.alerts.keys()]);
    report({ file: path, message: `the spec has no alert ${quote(name)}`, help });
  },
});
