import type { FieldReader, FindingSink, Path } from '../../rules/yaml-fields.ts';
import type { YamlNode } from '../../rules/yaml-node.ts';
import { type AlertmanagerVersion, parseMatchers } from '../matchers/parse-matchers.ts';
import type { TimedAlert, TimedSilence } from '../notification.ts';

/** What the readers of scenarios and route tests share. */
export interface EventContext {
  readonly area: string;
  readonly version: AlertmanagerVersion;
  readonly read: FieldReader;
  readonly sink: FindingSink;
}

const alertKeys = new Set(['labels', 'annotations', 'from', 'to', 'count']);
const silenceKeys = new Set(['matchers', 'from', 'to', 'comment']);

/** Alerts as Alertmanager hears them; `count` makes several of one, with `%d` in its texts replaced by their numbers. */
export function readAlerts(node: YamlNode | undefined, path: Path, context: EventContext): readonly TimedAlert[] {
  const { read, sink, area } = context;
  return read.list(node, path).flatMap((item, i) => {
    const at = [...path, i];
    const fields = read.fields(item, at, alertKeys, 'an alert');
    const labels = read.texts(fields.get('labels'), [...at, 'labels']);
    const annotations = read.texts(fields.get('annotations'), [...at, 'annotations']);
    const from = (read.duration(fields.get('from'), [...at, 'from']) ?? 0) / 1000;
    const to = read.duration(fields.get('to'), [...at, 'to']);
    const count = read.number(fields.get('count'), [...at, 'count']) ?? 1;
    if (labels.size === 0) sink.report(`${area}/no-labels`, at, 'the alert has no labels', 'give it `labels`');
    if (to !== undefined && to / 1000 <= from)
      sink.report(`${area}/order`, [...at, 'to'], 'the alert ends before it begins', 'end it later');
    if (!Number.isInteger(count) || count < 1 || count > 100_000) {
      sink.report(`${area}/count`, [...at, 'count'], `\`${count}\` is not a number of alerts`, 'write 1 to 100000');
      return [];
    }
    const numbered = (texts: ReadonlyMap<string, string>, n: number) =>
      Object.fromEntries(
        [...texts].map(([name, text]) => [name, count === 1 ? text : text.replaceAll('%d', String(n))]),
      );
    return Array.from({ length: count }, (_, n): TimedAlert => {
      const alert = { labels: numbered(labels, n), annotations: numbered(annotations, n), startsAt: from };
      return to === undefined ? alert : { ...alert, resolvedAt: to / 1000 };
    });
  });
}

/** Silences; one without an end lasts for ever. */
export function readSilences(node: YamlNode | undefined, path: Path, context: EventContext): readonly TimedSilence[] {
  const { read, sink, area, version } = context;
  return read.list(node, path).map((item, i) => {
    const at = [...path, i];
    const fields = read.fields(item, at, silenceKeys, 'a silence');
    const matchers = read.list(fields.get('matchers'), [...at, 'matchers']).flatMap((one, k) => {
      const parsed = parseMatchers(read.text(one, [...at, 'matchers', k]) ?? '', version);
      if (parsed.ok) return parsed.value;
      sink.report(`${area}/matcher`, [...at, 'matchers', k], parsed.errors.join('; '), 'write it like `label="value"`');
      return [];
    });
    const to = read.duration(fields.get('to'), [...at, 'to']);
    return {
      matchers,
      startsAt: (read.duration(fields.get('from'), [...at, 'from']) ?? 0) / 1000,
      endsAt: to === undefined ? Number.POSITIVE_INFINITY : to / 1000,
      comment: read.text(fields.get('comment'), [...at, 'comment']) ?? '',
    };
  });
}
