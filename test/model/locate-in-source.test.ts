import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadSpec } from '../../src/cli/files/load-config.ts';
import type { Location, Place } from '../../src/diagnostics/diagnostic.ts';
import { brokenSpecs } from '../support/broken-specs.ts';

type Path = Place['path'];
const when: Path = ['alerts', 0, 'when'];
const share: Path = [...when, 'left', 'measure'];
const count: Path = [...when, 'right', 'measure'];
const sum: Path = ['alerts', 2, 'when', 'measure'];

const cases: readonly { readonly path: Path; readonly at: string; readonly atKey?: boolean }[] = [
  { path: ['service'], at: `shop-kit.ts: 'shop'` },
  { path: ['targetLabels', 1], at: `shop-kit.ts: 'instance'` },
  { path: ['routes', 'P1', 'oncall', 'to'], at: `shop-kit.ts: 'owner'` },
  { path: ['routes', 'P3', 'team'], at: 'shop-kit.ts: team', atKey: true },
  { path: ['receivers', 'chat', 0, 'apiUrlFile'], at: `shop-kit.ts: '/etc/alertmanager/secrets/slack'` },
  { path: ['receivers', 'chat', 0, 'kind'], at: 'shop-kit.ts: slack' },
  { path: ['jobs', 0, 'name'], at: `shop-kit.ts: 'shop'` },
  { path: ['jobs', 0, 'targets', 0], at: `shop-kit.ts: 'localhost:9100'` },
  { path: ['metrics', 0, 'name'], at: `shop-kit.ts: 'shop_orders_total'` },
  { path: ['metrics', 0, 'type'], at: 'shop-kit.ts: counter' },
  { path: ['metrics', 0, 'job'], at: 'shop-kit.ts: shop' },
  { path: ['metrics', 0, 'labels', 'outcome', 'oneOf', 1], at: `shop-kit.ts: 'refused'` },
  { path: ['metrics', 0, 'labels', 'outcome'], at: 'shop-kit.ts: outcome', atKey: true },
  { path: ['metrics', 0, 'labels', 'customer', 'unbounded'], at: `shop-kit.ts: 'to find the customer in the logs'` },
  { path: ['metrics', 1, 'buckets', 2], at: `shop-kit.ts: '1s'` },
  { path: ['metrics', 2, 'states', 'open'], at: 'places.ts: 1' },
  { path: ['alerts', 0, 'name'], at: `places.ts: 'RefusedShare'` },
  { path: ['alerts', 0, 'severity'], at: `places.ts: 'P1'` },
  { path: ['alerts', 0, 'action'], at: `shop-kit.ts: 'Look at it'` },
  { path: ['alerts', 0, 'for'], at: `places.ts: '30s'` },
  { path: ['alerts', 0, 'nothing'], at: `places.ts: kit.alert('RefusedShare', {` },
  { path: ['alerts', 0, 'runbook', 'diagnosis', 1, 'query'], at: `places.ts: 'sum(rate(shop_orders_total[5m]))'` },
  { path: [...when, 'left', 'threshold'], at: `places.ts: '20%'` },
  { path: [...when, 'left', 'op'], at: 'places.ts: above' },
  { path: [...share, 'in'], at: `places.ts: '5m'` },
  { path: [...share, 'atLeast'], at: 'places.ts: 20' },
  { path: [...share, 'by', 0], at: `places.ts: 'instance'` },
  { path: [...share, 'by', 1, 'label'], at: `places.ts: 'customer'` },
  { path: [...share, 'by', 1, 'because'], at: `places.ts: 'to see who'` },
  { path: [...share, 'of', 'metric'], at: 'places.ts: orders' },
  { path: [...share, 'of', 'where', 'outcome', 'not'], at: `places.ts: not('paid')` },
  { path: [...share, 'of', 'where', 'outcome'], at: 'places.ts: outcome', atKey: true },
  { path: [...share, 'total'], at: 'places.ts: paid' },
  { path: [...share, 'total', 'where', 'outcome'], at: `places.ts: 'paid'` },
  { path: [...when, 'right', 'threshold'], at: 'places.ts: five' },
  { path: [...count, 'in'], at: `places.ts: '10m'` },
  { path: [...count, 'of', 'view', 'exceeding'], at: `places.ts: '1s'` },
  { path: ['alerts', 1, 'when', 'state'], at: `places.ts: 'open'` },
  { path: ['alerts', 1, 'when', 'orGoneWithin'], at: `places.ts: '1h'` },
  { path: [...sum, 'left', 'over'], at: `places.ts: '5m'` },
  { path: [...sum, 'right', 'over'], at: `places.ts: '6m'` },
  { path: [...sum, 'right', 'of', 'view'], at: 'places.ts: observations' },
  { path: [...sum, 'left', 'of', 'where', 'outcome', 'matching'], at: `places.ts: 'p.*'` },
  { path: ['alerts', 2, 'when', 'threshold'], at: `places.ts: '3 orders/min'` },
  { path: ['inhibitions', 0, 'targets', 0], at: 'places.ts: refusedShare' },
  { path: ['inhibitions', 0, 'equal', 0], at: `places.ts: 'instance'` },
  { path: ['dashboards', 0, 'title'], at: `places.ts: 'Main'` },
  { path: ['dashboards', 0, 'rows', 0, 'title'], at: 'places.ts: Alerts' },
  { path: ['dashboards', 0, 'rows', 0, 'panels', 0, 'alert'], at: 'places.ts: refusedShare' },
  { path: ['dashboards', 0, 'rows', 1, 'collapsed'], at: 'places.ts: true' },
  { path: ['dashboards', 0, 'rows', 1, 'panels', 0, 'show', 'q'], at: 'places.ts: 0.9' },
  { path: ['dashboards', 0, 'rows', 1, 'panels', 0, 'show', 'over'], at: `places.ts: '5m'` },
];

describe('locate-in-source', () => {
  let locate: (place: Place) => Promise<Location | undefined>;

  beforeAll(async () => {
    const loaded = await loadSpec(join(brokenSpecs, 'places.ts'), { cwd: brokenSpecs });
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.diagnostics));
    locate = async (place) => loaded.locate(place);
  });

  /** File and text of a location, which is on one line. */
  async function found(place: Place): Promise<string> {
    const { file, line, column, endLine, endColumn } = (await locate(place))!;
    expect(endLine).toBe(line);
    const text = readFileSync(join(brokenSpecs, file), 'utf8').split('\n')[line - 1]!;
    return `${file}: ${text.slice(column - 1, endColumn! - 1)}`;
  }

  it.each(cases)('finds $path at $at', async ({ path, at, atKey }) => {
    expect(await found({ path, ...(atKey && { atKey }) })).toBe(at);
  });

  it('finds a span of a text with placeholders', async () => {
    const path: Path = ['alerts', 1, 'summary'];
    const text = 'Breaker open on {{ $labels.instance }}';
    const span = (part: string) => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length });
    expect(await found({ path, span: span('open') })).toBe('places.ts: open');
    expect(await found({ path, span: span('{{ $labels.instance }}') })).toBe('places.ts: labels.instance');
  });

  it('finds a span of a query', async () => {
    const path: Path = ['alerts', 0, 'runbook', 'diagnosis', 1, 'query'];
    expect(await found({ path, span: { start: 4, end: 8 } })).toBe('places.ts: rate');
  });
});
