import {
  type Alert,
  type Condition,
  defineKit,
  each,
  type Measure,
  matching,
  not,
  notMatching,
  type PanelMeasure,
  type Placeholder,
  type Quantity,
} from 'tocsin';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { parseQuantity } from '../../src/model/quantity.ts';
import {
  breaker,
  down,
  heap,
  house,
  kit,
  latency,
  loud,
  mails,
  orders,
  queue,
  refunds,
  shop,
  slow,
} from '../support/mistake-base.ts';

/** These run as types: what they say, `tsc` proves. */
describe('inference', () => {
  it('keeps exactly the labels of `by`, in any form', () => {
    expectTypeOf(orders.count({ in: '5m', by: [] })).toEqualTypeOf<Measure<never, 'orders'>>();
    expectTypeOf(orders.count({ in: '5m', by: ['instance', 'region'] })).toEqualTypeOf<
      Measure<'instance' | 'region', 'orders'>
    >();
    expectTypeOf(orders.count({ in: '5m', by: [each('customer', 'few of them'), 'job'] })).toEqualTypeOf<
      Measure<'customer' | 'job', 'orders'>
    >();
    const perCustomer = [each('customer', 'few of them')] as const;
    expectTypeOf(orders.count({ in: '5m', by: perCustomer })).toEqualTypeOf<Measure<'customer', 'orders'>>();
  });

  it('gives each measure its unit', () => {
    expectTypeOf(orders.rate({ over: '5m', by: [] })).toEqualTypeOf<Measure<never, 'orders/s'>>();
    expectTypeOf(refunds.shareOf(orders, { in: '5m', by: ['outcome'] })).toEqualTypeOf<Measure<'outcome', 'ratio'>>();
    expectTypeOf(queue.value({ pick: 'max', by: [] })).toEqualTypeOf<Measure<never, 'messages'>>();
    expectTypeOf(latency.quantile(0.5, { over: '5m', by: ['page'] })).toEqualTypeOf<Measure<'page', 'seconds'>>();
    expectTypeOf(latency.observations.count({ in: '5m', by: [] })).toEqualTypeOf<Measure<never, 'requests'>>();
    expectTypeOf(latency.exceeding('1s').shareOf(latency.observations, { in: '5m', by: ['page'] })).toEqualTypeOf<
      Measure<'page', 'ratio'>
    >();
    expectTypeOf(breaker.states({ by: ['breaker'] })).toEqualTypeOf<PanelMeasure>();
    expectTypeOf(
      kit.promql({ unit: 'orders', by: ['region'], high: {}, low: {} })`sum by (region) (${orders})`,
    ).toEqualTypeOf<Measure<'region', 'orders'>>();
  });

  it('lets a selection be grouped by the label that it tests', () => {
    const paid = orders.where({ outcome: ['paid', 'refused'], region: matching('eu-.*'), instance: notMatching('a') });
    expectTypeOf(paid.count({ in: '5m', by: ['outcome'] })).toEqualTypeOf<Measure<'outcome', 'orders'>>();
    expectTypeOf(latency.where({ page: not('cart') }).quantile(0.5, { over: '5m', by: ['page'] })).toEqualTypeOf<
      Measure<'page', 'seconds'>
    >();
  });

  it('gives conditions the labels of their measure, and all target labels to a job that is down', () => {
    expectTypeOf(orders.count({ in: '5m', by: ['region'] }).atLeast('5 orders')).toEqualTypeOf<Condition<'region'>>();
    expectTypeOf(breaker.is('open', { by: ['breaker', 'instance'], orGoneWithin: '1h' })).toEqualTypeOf<
      Condition<'breaker' | 'instance'>
    >();
    expectTypeOf(shop.down()).toEqualTypeOf<Condition<'job' | 'instance'>>();
    expectTypeOf(kit.always()).toEqualTypeOf<Condition<never>>();
    expectTypeOf(mails.absent({ in: '10m' })).toEqualTypeOf<Condition<never>>();
  });

  it('offers each unit in its own notation', () => {
    expectTypeOf<Quantity<'seconds'>>().toExtend<string>();
    expectTypeOf<'250ms' | '1h30m' | '2.5s' | '500us'>().toExtend<Quantity<'seconds'>>();
    expectTypeOf<'512B' | '10MiB' | '1.5GB'>().toExtend<Quantity<'bytes'>>();
    expectTypeOf<Quantity<'ratio'>>().toEqualTypeOf<`${number}%`>();
    expectTypeOf<'3 calls/min' | '0.5 calls/s'>().toExtend<Quantity<'calls/s'>>();
    expectTypeOf<5 | '5 permission requests'>().toExtend<Quantity<'permission requests'>>();
    expectTypeOf(heap.value({ pick: 'max', by: [] }).above)
      .parameter(0)
      .toEqualTypeOf<Quantity<'bytes'>>();
  });

  it('offers no notation that the model cannot read', () => {
    const readable = <const U extends string>(unit: U, ...written: readonly Quantity<U>[]) => {
      for (const text of written) expect(parseQuantity(text as string | number, unit)).toMatchObject({ ok: true });
    };
    readable('seconds', '250ms', '500us', '2.5s', '1.5m', '2h', '1d', '1w', '1y');
    readable('seconds', '1w2d', '1d12h', '1h30m', '5m30s', '1s500ms');
    readable('bytes', '512B', '1kB', '1.5MB', '1GB', '1TB', '1KiB', '10MiB', '1GiB', '1TiB');
    readable('bytes/s', '10MiB/s', '512B/s');
    readable('ratio', '20%', '0.1%');
    readable('calls/s', '3 calls/s', '3 calls/min', '0.5 calls/h');
    readable('permission requests', 5, 0.5, '5 permission requests');
  });

  it('lets a summary mention the kept labels and the value, as placeholders', () => {
    const alert = kit.alert('A', {
      ...loud,
      when: orders.count({ in: '5m', by: ['region', 'instance'] }).above(5),
      summary: ({ labels, value }) => {
        expectTypeOf(labels).toEqualTypeOf<{ readonly region: Placeholder; readonly instance: Placeholder }>();
        expectTypeOf(value).toEqualTypeOf<Placeholder>();
        return '';
      },
    });
    expectTypeOf(alert).toEqualTypeOf<Alert<'region' | 'instance'>>();
  });

  it('wants the audiences of the severity', () => {
    kit.alert('A', { ...loud, when: kit.always(), severity: 'P3', audience: 'user' });
    const { alert } = defineKit({ ...house, severities: ['P3'], routes: { P3: { user: { to: 'owner' } } } });
    alert('A', { ...loud, when: kit.always(), severity: 'P3', audience: 'user' });
  });

  it('offers the labels that all alerts of an inhibition carry', () => {
    const perPage = kit.alert('A', {
      ...loud,
      when: latency.quantile(0.5, { over: '5m', by: ['page', 'job'] }).above('1s'),
    });
    kit.inhibit({ source: down, targets: [slow, perPage], equal: ['service'] });
    kit.inhibit({ source: down, targets: [perPage], equal: ['job', 'severity'] });
    // @ts-expect-error `slow` has no `job`
    kit.inhibit({ source: down, targets: [slow, perPage], equal: ['job'] });
  });

  it('takes either form of a listing, and language values beside the parts of a spec', () => {
    const crashRate = orders.rate({ over: '5m', by: [] });
    const spec = kit.spec({ metrics: { orders, shop, kit, crashRate }, alerts: [slow, down] });
    expectTypeOf(spec.metrics.orders).toEqualTypeOf(orders);
    kit.spec({ metrics: { orders }, alerts: { slow, orders, shop, crashRate } });
  });

  it('keeps the unsound cases of inference closed', () => {
    const paid = orders.count({ in: '5m', by: ['outcome'] });
    // @ts-expect-error nothing can be inferred back into `by`
    const wrong: Measure<'outcome', 'orders'> = refunds.count({ in: '5m', by: [] });
    // @ts-expect-error labels are invariant: fewer labels are different labels
    const fewer: Measure<'outcome' | 'region', 'orders'> = paid;
    // @ts-expect-error and so are more
    const more: Condition<'outcome'> = orders.count({ in: '5m', by: ['outcome', 'region'] }).above(5);
    // @ts-expect-error a union of units is not a unit
    const unit: Measure<'outcome', 'orders' | 'mails'> = paid;
    return [wrong, fewer, more, unit];
  });
});
