import { quote } from '../../model/findings.ts';
import { defineCheck } from '../check.ts';
import type { LocatedRule } from '../output/located-rule.ts';

/** Reports rules that read a recorded series which is not evaluated before them in their own group: they see old values. */
export const recordingOrder = defineCheck({
  id: 'rules/recording-order',
  severity: 'error',
  check({ rules, recordingRules }, report) {
    for (const reader of rules) {
      for (const name of new Set(reader.reads)) {
        const [rule] = name === undefined ? [] : (recordingRules.get(name) ?? []);
        if (name === undefined || rule === undefined || isBefore(rule, reader)) continue;
        const sameGroup = rule.file === reader.file && rule.at[1] === reader.at[1];
        report({
          file: reader.file,
          at: [...reader.at, 'expr'],
          message: `${quote(reader.name)} reads ${quote(name)}, which ${sameGroup ? 'is recorded after it' : `another group records, in ${quote(rule.file)}`}`,
          help: 'put the recording rule before it, in the same group',
        });
      }
    }
  },
});

const isBefore = (rule: LocatedRule, reader: LocatedRule): boolean =>
  rule.file === reader.file && rule.at[1] === reader.at[1] && rule.at[3] < reader.at[3];
