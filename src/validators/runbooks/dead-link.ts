import { posix } from 'node:path';
import { quote } from '../../model/findings.ts';
import { defineCheck } from '../check.ts';

/** A relative link of Markdown, outside of code. */
const relativeLink = /(?<!`)\]\((?![a-z]+:|#)([^)\s]+)\)/g;

/** Reports links of runbooks to generated files that are not there. */
export const deadLink = defineCheck({
  id: 'runbooks/dead-link',
  severity: 'error',
  checkPage({ path, content }, { paths }, report) {
    for (const { 1: target = '', index } of content.matchAll(relativeLink)) {
      if (paths.has(posix.join(posix.dirname(path), target))) continue;
      const span = { start: index + 2, end: index + 2 + target.length };
      const help = 'correct the link, or generate the file';
      report({ file: path, span, message: `${quote(target)} is not there`, help });
    }
  },
});
