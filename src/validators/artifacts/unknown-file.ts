import { quote } from '../../model/findings.ts';
import { defineCheck } from '../check.ts';
import { fileKind } from '../output/file-kind.ts';

/** Reports files of no kind that is generated: nothing here knows whether they are right. */
export const unknownFile = defineCheck({
  id: 'artifacts/unknown-file',
  severity: 'warning',
  check({ paths }, report) {
    for (const path of paths) {
      if (fileKind(path) !== undefined) continue;
      const message = `${quote(path)} is of no kind that is generated, and is not checked`;
      report({ file: path, message, help: 'move it out of the output folder' });
    }
  },
});
