import { quote } from '../../model/findings.ts';
import { defineCheck } from '../check.ts';
import { filesOf } from '../output/glob.ts';

/** Reports rule files that tests want to load and that are not there: promtool only warns, and tests nothing. */
export const unknownRuleFile = defineCheck({
  id: 'tests/unknown-rule-file',
  severity: 'error',
  checkTests(file, { paths, ruleFileNames, suggest }, report) {
    file.value.rule_files.forEach((pattern, i) => {
      if (filesOf(pattern, file.path, paths).length > 0) return;
      const help = suggest(pattern.replace(/^.*\//, ''), ruleFileNames);
      report({ file: file.path, at: ['rule_files', i], message: `there is no rule file ${quote(pattern)}`, help });
    });
  },
});
