import type { Path } from '../../rules/yaml-fields.ts';
import { isNull, type YamlNode } from '../../rules/yaml-node.ts';
import { isLabelName } from '../matchers/label-name.ts';
import type { InhibitRule, InhibitSource } from './alertmanager.ts';
import { type ConfigContext, report } from './config-context.ts';
import { type PlacedMatcher, readMatchers } from './read-matchers.ts';

const keys = 'source_match source_match_re source_matchers target_match target_match_re target_matchers equal'.split(
  ' ',
);

/** `inhibit_rules`. */
export function readInhibitRules(node: YamlNode | undefined, context: ConfigContext): readonly InhibitRule[] {
  const { read, version } = context;
  const known = new Set(version === '0.25' ? keys : [...keys, 'name', 'sources']);
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
    const [own, targets] = [side('source'), side('target')];
    const equal = readEqual(fields.get('equal'), [...path, 'equal'], context);
    const several = read
      .list(fields.get('sources'), [...path, 'sources'])
      .map((source, k) => readSource(source, [...path, 'sources', k], context));
    if (several.length > 0 && (own.length > 0 || equal.length > 0)) {
      const message = '`sources` and the matchers or labels of a single source exclude each other';
      report(context, 'inhibition', [...path, 'sources'], message, 'move them into `sources`, or remove it');
    }
    const one: InhibitSource = { ...placed(own), equal, equalPath: [...path, 'equal'] };
    return [
      {
        path,
        sources: several.length > 0 ? several : [one],
        targets: targets.map(({ matcher }) => matcher),
        targetPaths: targets.map((target) => target.path),
      },
    ];
  });
}

const placed = (matchers: readonly PlacedMatcher[]): Pick<InhibitSource, 'matchers' | 'matcherPaths'> => ({
  matchers: matchers.map(({ matcher }) => matcher),
  matcherPaths: matchers.map(({ path }) => path),
});

function readEqual(node: YamlNode | undefined, path: Path, context: ConfigContext): readonly string[] {
  const { read, version } = context;
  return read.list(node, path).map((label, k) => {
    const at = [...path, k];
    const name = read.text(label, at) ?? '';
    if (!isLabelName(name, version))
      report(context, 'label-name', at, `\`${name}\` is not a label name`, 'use letters, digits and `_`');
    return name;
  });
}

/** An entry of `sources`. */
function readSource(node: YamlNode, path: Path, context: ConfigContext): InhibitSource {
  const { read, sink } = context;
  const fields = read.fields(node, path, new Set(['matchers', 'equal']), 'a source of an inhibition');
  const found = sink.findings.length;
  const matchers = readMatchers(fields, { equal: '', regex: '', matchers: 'matchers' }, path, context);
  if (sink.findings.length === found && matchers.every(({ matcher }) => matcher.accepts(''))) {
    const message =
      matchers.length === 0 ? 'the source has no matchers' : 'every matcher of the source matches the empty text';
    report(context, 'inhibition', path, message, 'add a matcher that an alert without the label does not match');
  }
  const equalPath = [...path, 'equal'];
  return { ...placed(matchers), equal: readEqual(fields.get('equal'), equalPath, context), equalPath };
}
