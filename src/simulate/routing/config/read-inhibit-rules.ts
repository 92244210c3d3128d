import { isNull, type YamlNode } from '../../rules/yaml-node.ts';
import { isLabelName } from '../matchers/label-name.ts';
import type { InhibitRule } from './alertmanager.ts';
import { type ConfigContext, report } from './config-context.ts';
import { readMatchers } from './read-matchers.ts';

const keys = 'source_match source_match_re source_matchers target_match target_match_re target_matchers equal'.split(
  ' ',
);

/** `inhibit_rules`. */
export function readInhibitRules(node: YamlNode | undefined, context: ConfigContext): readonly InhibitRule[] {
  const { read, version } = context;
  const known = new Set(version === '0.25' ? keys : [...keys, 'name']);
  return read.list(node, ['inhibit_rules']).flatMap((item, i): readonly InhibitRule[] => {
    const path = ['inhibit_rules', i];
    if (isNull(item)) {
      report(context, 'empty', path, 'the inhibition is empty', 'write its matchers, or remove it');
      return [];
    }
    const fields = read.fields(item, path, known, 'an inhibition');
    read.text(fields.get('name'), [...path, 'name']);
    const side = (name: string) =>
      readMatchers(
        fields,
        { equal: `${name}_match`, regex: `${name}_match_re`, matchers: `${name}_matchers` },
        path,
        context,
      );
    const [sources, targets] = [side('source'), side('target')];
    const equal = read.list(fields.get('equal'), [...path, 'equal']).map((label, k) => {
      const at = [...path, 'equal', k];
      const name = read.text(label, at) ?? '';
      if (!isLabelName(name, version))
        report(context, 'label-name', at, `\`${name}\` is not a label name`, 'use letters, digits and `_`');
      return name;
    });
    return [
      {
        path,
        sources: sources.map(({ matcher }) => matcher),
        targets: targets.map(({ matcher }) => matcher),
        sourcePaths: sources.map((one) => one.path),
        targetPaths: targets.map((one) => one.path),
        equal,
      },
    ];
  });
}
