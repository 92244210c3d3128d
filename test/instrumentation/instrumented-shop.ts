import { bounded, defineKit, oneOf, unbounded } from 'tocsin';
import { house } from '../support/mistake-base.ts';

/** A spec of two jobs with every kind of metric, with and without labels. */

const kit = defineKit(house);
const shop = kit.job('shop', { targets: ['localhost:9100'] });
const mailer = kit.job('mailer', { targets: ['localhost:9200'] });

const orders = shop.counter('shop_orders_total', {
  help: 'Orders placed',
  unit: 'orders',
  labels: { outcome: oneOf('paid', 'refused'), page: oneOf('cart', 'search', 'home') },
});
const crashes = shop.counter('shop_crashes_total', {
  help: 'Crashes',
  unit: 'crashes',
  labels: { session_id: unbounded('for the logs'), exit_code: bounded(256) },
});
const clicks = shop.counter('shop_clicks_total', { help: 'Clicks', unit: 'clicks' });
const queue = shop.gauge('shop_queue_messages', { help: 'Messages that wait', unit: 'messages' });
const stock = shop.gauge('shop_stock_items', {
  help: 'Items in stock',
  unit: 'items',
  labels: { size: oneOf('s', 'l') },
});
const breaker = shop.state('shop_breaker_state', {
  help: 'State of the breakers',
  states: { closed: 0, open: 1, half_open: 2 },
  labels: { breaker: oneOf('bank', 'mail') },
});
const phase = shop.state('shop_phase', { help: 'Phase', states: { starting: 1, serving: 2 } });
const latency = shop.histogram('shop_request_duration_seconds', {
  help: 'Time to answer',
  unit: 'seconds',
  observes: 'requests',
  buckets: ['500us', '100ms', '2.5s', '1m'],
  labels: { page: oneOf('cart', 'search'), outcome: oneOf('ok', 'error') },
});
const boot = shop.histogram('shop_boot_seconds', {
  help: 'Time to start',
  unit: 'seconds',
  observes: 'starts',
  buckets: ['1s'],
});
const size = shop.histogram('shop_body_bytes', {
  help: 'Size of bodies',
  unit: 'bytes',
  observes: 'bodies',
  buckets: ['1KiB', '1MiB'],
});
const mails = mailer.counter('mailer_mails_total', { help: 'Mails sent', unit: 'mails' });

const metrics = { orders, crashes, clicks, queue, stock, breaker, phase, latency, boot, size, mails };

export const spec = kit.spec({ metrics: { ...metrics, shop, mailer }, alerts: {} });
