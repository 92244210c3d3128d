import { exactly, flag, listOf, ref, type Schema, strictObject, text, words } from '../dashboards/strict-object.ts';
import { duration } from './promql-text.ts';

/** Alertmanager refuses a zero for these. */
const positive: Schema = { allOf: [duration, { type: 'string', pattern: '[1-9]' }] };
/** Secrets are in files. */
const secretFile: Schema = { type: 'string', pattern: '^(?:/|[A-Za-z]:[\\\\/]).' };
const matchers = listOf(words, { minItems: 1 });
const labels = listOf(words, { uniqueItems: true });
const webAddress: Schema = { type: 'string', pattern: '^https?://.' };

const timing = { group_by: labels, group_wait: duration, group_interval: positive, repeat_interval: positive };
const routes = listOf(ref('route'), { minItems: 1 });
/** Nothing generated has them, but what does is read all the same. */
const times = { mute_time_intervals: labels, active_time_intervals: labels, continue: flag };
const timeIntervals = listOf(strictObject({ name: words, time_intervals: { type: 'array' } }));

const pagerduty = strictObject({
  send_resolved: flag,
  routing_key_file: secretFile,
  severity: words,
  description: words,
  class: text,
  group: text,
  details: { type: 'object', additionalProperties: text },
  links: listOf(strictObject({ href: words, text: words })),
});

const slack = strictObject({
  send_resolved: flag,
  api_url_file: secretFile,
  channel: words,
  color: words,
  fallback: words,
  title: words,
  title_link: words,
  text: words,
});

const email = strictObject(
  {
    send_resolved: flag,
    to: words,
    from: words,
    smarthost: { type: 'string', pattern: '^.+:[0-9]+$' },
    headers: strictObject({ Subject: words }),
    html: words,
    text: words,
  },
  { auth_username: words, auth_password_file: secretFile },
);

const webhook = strictObject(
  { send_resolved: flag, url: webAddress },
  {
    http_config: strictObject({
      authorization: strictObject({ type: exactly('Bearer'), credentials_file: secretFile }),
    }),
  },
);

const some = (items: Schema): Schema => listOf(items, { minItems: 1 });

/** The shape of a generated Alertmanager configuration; none of it can hold a secret. */
export const alertmanagerSchema: Schema = {
  $defs: { route: strictObject({ matchers, receiver: words, ...timing }, { routes, ...times }) },
  ...strictObject(
    {
      templates: some(words),
      route: strictObject({ receiver: words, ...timing }, { routes }),
      inhibit_rules: listOf(strictObject({ source_matchers: matchers, target_matchers: matchers }, { equal: labels })),
      receivers: some({
        ...strictObject(
          { name: words },
          {
            pagerduty_configs: some(pagerduty),
            slack_configs: some(slack),
            email_configs: some(email),
            webhook_configs: some(webhook),
          },
        ),
        minProperties: 2,
      }),
    },
    { time_intervals: timeIntervals },
  ),
};
