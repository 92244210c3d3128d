import { quote } from '../../model/findings.ts';
import { defineCheck } from '../check.ts';

/** Reports series that several rules record: their samples overwrite each other, or Prometheus refuses them. */
export const duplicateRecording = defineCheck({
  id: 'rules/duplicate-recording',
  severity: 'error',
  check({ recordingRules, knowledge }, report) {
    for (const [name, [first, ...others]] of recordingRules) {
      if (first !== undefined && knowledge.series.has(name)) {
        const message = `${quote(name)} is exposed by ${quote(knowledge.series.get(name)?.job ?? '')} already`;
        report({ file: first.file, at: [...first.at, 'record'], message, help: 'record it under another name' });
      }
      for (const { file, at } of others) {
        const message = `${quote(name)} is recorded in ${quote(first?.file ?? '')} already`;
        report({ file, at: [...at, 'record'], message, help: 'remove one of the rules, or rename its series' });
      }
    }
  },
});
