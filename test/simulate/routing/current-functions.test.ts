import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Notification } from '../../../src/simulate/routing/notification.ts';
import { notificationData } from '../../../src/simulate/routing/render/notification-data.ts';
import { createTemplateLibrary } from '../../../src/simulate/routing/render/template-library.ts';
import { templateValue } from '../../../src/simulate/routing/render/template-value.ts';

const epoch = Date.UTC(2026, 6, 1, 12, 0, 0) / 1000;
const now = BigInt(epoch + 90) * 1_000_000_000n;

function expand(text: string, version: '0.25' | 'current' = 'current'): string {
  const library = createTemplateLibrary([], version);
  if (!library.ok) throw new Error(JSON.stringify(library.errors));
  const notification = {
    at: 90,
    receiver: 'team',
    status: 'firing',
    groupLabels: { alertname: 'Down' },
    alerts: [
      {
        status: 'firing',
        labels: { alertname: 'Down', team: '<a&b>' },
        annotations: { at: '2026-07-01 09:30:00' },
        startsAt: 0.5,
        generatorUrl: 'http://p/g?a=b',
      },
    ],
  } as unknown as Notification;
  const data = notificationData(notification, { externalUrl: 'http://am', epoch });
  const expanded = library.value.expand(text, templateValue(data, version), { escapes: 'text', now });
  return expanded.ok ? expanded.value : `error: ${expanded.errors.join()}`;
}

describe('functions of current releases', () => {
  it.each([
    ['{{ "  a b " | trimSpace }}', 'a b'],
    ['{{ "https://x/?a=<b>" | safeUrl }}', 'https://x/?a=<b>'],
    ['{{ "a%20b+c%C3%BC" | urlUnescape }}', 'a b cü'],
    ['{{ "a%zz" | urlUnescape }}', /invalid URL escape "%zz"/],
    [
      '{{ (index .Alerts 0).StartsAt | date "2006-01-02 15:04:05.000 MST -0700" }}',
      '2026-07-01 12:00:00.500 UTC +0000',
    ],
    ['{{ (index .Alerts 0).StartsAt | tz "Europe/Berlin" | date "15:04 MST -07:00" }}', '14:00 CEST +02:00'],
    ['{{ (index .Alerts 0).StartsAt | tz "America/New_York" | date "Mon 3PM MST" }}', 'Wed 8AM EDT'],
    ['{{ (index .Alerts 0).StartsAt | tz "Asia/Kolkata" | date "15:04 Z07:00" }}', '17:30 +05:30'],
    ['{{ ((index .Alerts 0).StartsAt | tz "Pacific/Kiritimati").Day }}', '2'],
    ['{{ (index .Alerts 0).StartsAt | tz "America/Sao_Paulo" | date "MST" }}', '-03'],
    ['{{ (index .Alerts 0).StartsAt | tz "Nowhere/City" }}', /unknown time zone Nowhere\/City/],
    ['{{ now | date "15:04:05" }}', '12:01:30'],
    ['{{ since (index .Alerts 0).StartsAt }}', '1m29.5s'],
    ['{{ since (index .Alerts 0).StartsAt | humanizeDuration }}', '1m 29s'],
    ['{{ 90061 | humanizeDuration }} {{ "0.25" | humanizeDuration }}', '1d 1h 1m 1s 250ms'],
    ['{{ toDate "2006-01-02 15:04:05" .CommonAnnotations.at | date "Jan 2, 3:04 pm" }}', 'Jul 1, 9:30 am'],
    ['{{ (toDate "2006-01-02" "no date").IsZero }}', 'true'],
    ['{{ mustToDate "2006-01-02T15:04:05Z07:00" "2026-07-01T14:00:00.25+02:00" }}', '2026-07-01 12:00:00.25 +0000 UTC'],
    ['{{ mustToDate "2006-01-02" "2026-02-30" }}', /parsing time "2026-02-30" as "2006-01-02"/],
    ['{{ "a?b>c" | base64encode }} {{ "YT9iPmM=" | base64decode }}', 'YT9iPmM= a?b>c'],
    ['{{ "a" | base64decode }}', /illegal base64 data/],
    ['{{ range append (list 1 "b") .Status }}{{ . }},{{ end }}{{ len (list) }}', '1,b,firing,0'],
    ['{{ $d := dict "a" 1 "b" (list 2) }}{{ $d.a }}{{ index $d.b 0 }}{{ $d | toJson }}', '12{"a":1,"b":[2]}'],
    ['{{ dict "a" }}', /dict requires an even number of arguments/],
    ['{{ dict 1 2 }}', /dict keys must be strings/],
    ['{{ .CommonLabels | toJson }}', '{"alertname":"Down","team":"\\u003ca\\u0026b\\u003e"}'],
    [
      '{{ .Alerts.Firing | toJson }}',
      '[{"status":"firing","labels":{"alertname":"Down","team":"\\u003ca\\u0026b\\u003e"},"annotations":{"at":"2026-07-01 09:30:00"},' +
        '"startsAt":"2026-07-01T12:00:00.5Z","endsAt":"0001-01-01T00:00:00Z","generatorURL":"http://p/g?a=b","fingerprint":"' +
        '{{fingerprint}}"}]',
    ],
    ['{{ .Alerts.Resolved | toJson }} {{ toJson 1.5 }} {{ toJson "é" }} {{ toJson nil }}', '[] 1.5 "é" null'],
    ['{{ "x" | date "2006" }}', /wrong type for value; expected time.Time; got string/],
  ])('%s is %s', (text, expected) => {
    const fingerprint = expand('{{ (index .Alerts 0).Fingerprint }}');
    if (typeof expected === 'string') expect(expand(text)).toBe(expected.replace('{{fingerprint}}', fingerprint));
    else expect(expand(text)).toMatch(expected);
  });

  it.each(
    'trimSpace safeUrl urlUnescape date tz now since humanizeDuration toDate mustToDate toJson base64encode list append dict'.split(
      ' ',
    ),
  )('%s is not there in 0.25', (name) => {
    expect(expand(`{{ ${name} }}`, '0.25')).toContain(`function "${name}" not defined`);
  });

  it('write every moment so that they read it again, in any zone', () => {
    const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia'];
    const layouts = [
      '2006-01-02T15:04:05Z07:00',
      'Mon, 02 Jan 2006 15:04:05 -0700',
      'January _2 2006 3:04:05 PM -07:00',
    ];
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_000_000_000 }),
        fc.constantFrom(...zones),
        fc.constantFrom(...layouts),
        (seconds, zone, layout) => {
          const text = new Date(seconds * 1000).toISOString().slice(0, 19);
          const read = `mustToDate "2006-01-02T15:04:05" "${text}"`;
          expect(expand(`{{ (mustToDate "${layout}" (${read} | tz "${zone}" | date "${layout}")).Unix }}`)).toBe(
            String(seconds),
          );
        },
      ),
    );
  });

  it('never break on a text', () => {
    const value = fc.oneof(fc.string(), fc.string({ unit: 'binary' }));
    const one = fc.constantFrom(
      'urlUnescape',
      'base64decode',
      'base64encode',
      'toJson',
      'humanizeDuration',
      'trimSpace',
    );
    fc.assert(
      fc.property(one, value, value, (name, text, layout) => {
        const quoted = (raw: string) => JSON.stringify(raw.replace(/[\ud800-\udfff]/g, '')).replaceAll('{{', '{');
        expect(typeof expand(`{{ ${quoted(text)} | ${name} }}`)).toBe('string');
        expect(typeof expand(`{{ toDate ${quoted(layout)} ${quoted(text)} | date ${quoted(layout)} }}`)).toBe('string');
      }),
      { numRuns: 500 },
    );
  });
});
