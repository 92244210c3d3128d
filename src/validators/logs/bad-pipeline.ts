import { quote } from '../../model/findings.ts';
import { defineCheck } from '../check.ts';
import { readAlloy } from './read-alloy.ts';

/** Reports a log pipeline that is no configuration of Alloy, or sends records to what is not there. */
export const badPipeline = defineCheck({
  id: 'logs/bad-pipeline',
  severity: 'error',
  check({ logPipeline }, report) {
    if (logPipeline === undefined) return;
    const { path: file, content } = logPipeline;
    const read = readAlloy(content);
    if (!read.ok) {
      for (const { expected, at } of read.errors) {
        const span = { start: at, end: at };
        report({ file, span, message: `this is not Alloy: expected ${expected}`, help: 'correct the text' });
      }
      return;
    }
    const components = new Set(
      read.value.flatMap(({ name, label }) => (label === undefined ? [] : `${name}.${label}`)),
    );
    for (const { attributes } of read.value) {
      for (const { kind, text, at } of [...attributes.values()].flat()) {
        const [, component] =
          kind === 'name' ? (/^((?:loki|local)\.\w+(?:\.\w+)*)\.(?:receiver|targets)$/.exec(text) ?? []) : [];
        if (component === undefined || components.has(component)) continue;
        const span = { start: at, end: at + text.length };
        report({ file, span, message: `there is no component ${quote(component)}`, help: 'name one of this file' });
      }
    }
  },
});
