import { describe, expect, it } from 'vitest';
import { resolve } from '../../src/model/resolve.ts';
import { drill, outage, shopSpec } from '../support/mistake-base.ts';

const base = JSON.parse(JSON.stringify(shopSpec().document));
const fires = [{ alert: 'ShopDown', by: '3m', tells: 'pager', toldBy: '4m' }];
const timeline = [{ at: '0s', do: [{ kind: 'stops', job: 'shop' }] }];
const variant = { name: 'only', ...outage, fires, timeline };
const gains = { kind: 'gains', metric: 'shop_mails_total', count: 1 };

const withVariants = (...variants: readonly object[]): unknown => ({
  ...base,
  experiments: [{ name: 'drill', ...drill, variants }],
});
const withVariant = (change: object): unknown => withVariants({ ...variant, ...change });
const withEffect = (effect: object): unknown => withVariant({ timeline: [{ at: '0s', do: [effect] }] });
const withRequirement = (requirement: object): unknown => ({
  ...base,
  requirements: [{ section: 'A', text: 'B', ...requirement }],
});

/** Code and place of every error. */
function errors(document: unknown): readonly string[] {
  const result = resolve(document);
  return result.ok ? [] : result.errors.map(({ code, place }) => `${code} ${place.path.slice(2).join('.')}`);
}

describe('resolve on experiments', () => {
  it('takes one without faults, and fills in what it leaves out', () => {
    const result = resolve(withEffect({ ...gains, labels: { instance: 'localhost:9100' } }));
    if (!result.ok) throw new Error(JSON.stringify(result.errors));
    const [played] = result.value.experiments[0]?.variants ?? [];
    expect(played).toMatchObject({ warmUp: 120_000, lasts: 600_000, before: [], load: [], silent: [] });
    expect(played?.timeline[0]).toMatchObject({
      from: 0,
      to: 0,
      effects: [{ instance: 'localhost:9100', labels: {} }],
    });
    expect(played?.fires[0]).toEqual({
      alert: 'ShopDown',
      notBefore: 0,
      by: 180_000,
      receiver: 'pager',
      toldBy: 240_000,
    });
  });

  it.each([
    ['no variants', withVariants(), ['shape/empty variants']],
    ['two variants of one name', withVariants(variant, variant), ['reference/duplicate-name variants.1.name']],
    ['no method', withVariant({ method: [] }), ['shape/empty variants.0.method']],
    [
      'an unknown job',
      withEffect({ kind: 'stops', job: 'shoop' }),
      ['reference/unknown-job variants.0.timeline.0.do.0.job'],
    ],
    [
      'a target that the job lacks',
      withEffect({ kind: 'stops', job: 'shop', instance: 'x:1' }),
      ['experiment/unknown-target variants.0.timeline.0.do.0.instance'],
    ],
    [
      'an unknown metric',
      withEffect({ ...gains, metric: 'shop_mail_total' }),
      ['reference/unknown-metric variants.0.timeline.0.do.0.metric'],
    ],
    [
      'an unknown label',
      withEffect({ ...gains, labels: { colour: 'red' } }),
      ['reference/unknown-label variants.0.timeline.0.do.0.labels.colour'],
    ],
    ['no events', withEffect({ ...gains, count: 0 }), ['experiment/bad-count variants.0.timeline.0.do.0.count']],
    [
      'a moment after the end',
      withVariant({ timeline: [{ at: '11m', do: [gains] }] }),
      ['experiment/after-the-end variants.0.timeline.0.at'],
    ],
    [
      'a span that ends before it begins',
      withVariant({ timeline: [{ every: '1s', from: '2m', to: '1m', do: [gains] }] }),
      ['experiment/backwards variants.0.timeline.0.to'],
    ],
    [
      'a span without a pause',
      withVariant({ timeline: [{ every: '0s', from: '1m', to: '2m', do: [gains] }] }),
      ['quantity/zero-duration variants.0.timeline.0.every'],
    ],
    [
      'an unknown alert',
      withVariant({ fires: [{ ...fires[0], alert: 'ShopDwn' }] }),
      ['reference/unknown-alert variants.0.fires.0.alert'],
    ],
    [
      'told before it fires',
      withVariant({ fires: [{ ...fires[0], toldBy: '1m' }] }),
      ['experiment/backwards variants.0.fires.0.toldBy'],
    ],
    [
      'due before it may',
      withVariant({ fires: [{ ...fires[0], notBefore: '4m' }] }),
      ['experiment/backwards variants.0.fires.0.by'],
    ],
    [
      'both fires and silent',
      withVariant({ silent: [{ alert: 'ShopDown', because: 'x' }] }),
      ['experiment/contradiction variants.0.silent.0.alert'],
    ],
    [
      'recovered after the end',
      withVariant({ recovered: { by: '1h' } }),
      ['experiment/after-the-end variants.0.recovered.by'],
    ],
    [
      'a broken condition',
      withVariant({ recovered: { by: '5m', when: [{ kind: 'down', job: 'shoop' }] } }),
      ['reference/unknown-job variants.0.recovered.when.0.job'],
    ],
  ])('refuses %s', (_, document, expected) => {
    expect(errors(document)).toEqual(expected);
  });

  it('refuses what hits a process more often than it can be played', () => {
    const often = withVariant({ timeline: [{ every: '1ms', from: '0s', to: '10m', do: [gains] }] });
    expect(errors(often)).toEqual(['experiment/too-often variants.0.timeline.0.every']);
    const load = withVariant({ load: [{ every: '1ms', do: [gains] }] });
    expect(errors(load)).toEqual(['experiment/too-often variants.0.load.0.every']);
  });
});

describe('resolve on requirements', () => {
  it.each([
    ['nothing that holds', {}, ['requirement/not-held ']],
    ['a gap without a decision', { beyond: 'x', gap: 'y' }, ['requirement/half-decided gap']],
    ['an unknown alert', { heldBy: [{ alert: 'ShopDwn' }] }, ['reference/unknown-alert heldBy.0.alert']],
    ['an unknown log field', { heldBy: [{ logField: 'x' }] }, ['reference/unknown-log-field heldBy.0.logField']],
    ['an unknown span', { heldBy: [{ span: 'x' }] }, ['reference/unknown-span heldBy.0.span']],
    ['an unknown severity', { heldBy: [{ severity: 'P9' }] }, ['reference/unknown-severity heldBy.0.severity']],
  ])('refuses %s', (_, requirement, expected) => {
    expect(errors(withRequirement(requirement))).toEqual(expected);
  });
});
