import { quote } from '../../model/findings.ts';
import { defineCheck } from '../check.ts';
import { type AlloyNode, readAlloy } from './read-alloy.ts';

/** Reports fields with an open set of values that become labels: every combination of labels is a stream of its own. */
export const costlyLabel = defineCheck({
  id: 'logs/costly-label',
  severity: 'error',
  check({ logPipeline, model: { logs } }, report) {
    if (logPipeline === undefined || logs === undefined) return;
    const read = readAlloy(logPipeline.content);
    if (!read.ok) return;
    const fields = { ...logs.required, ...logs.contextual };
    for (const { attributes } of labelStages(read.value)) {
      for (const { kind, text, at } of attributes.get('values') ?? []) {
        if (kind !== 'text') continue;
        const field = Object.hasOwn(fields, text) ? fields[text] : undefined;
        if (field !== undefined && 'oneOf' in field) continue;
        const span = { start: at, end: at + text.length + 2 };
        const message =
          field === undefined ? `there is no log field ${quote(text)}` : `${quote(text)} has no closed list of values`;
        const help = 'make it structured metadata, or list its values in the spec';
        report({ file: logPipeline.path, span, message, help });
      }
    }
  },
});

const labelStages = (blocks: readonly AlloyNode[]): readonly AlloyNode[] =>
  blocks.flatMap((block) => (block.name === 'stage.labels' ? [block] : labelStages(block.blocks)));
