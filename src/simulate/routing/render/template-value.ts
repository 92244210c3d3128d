import type { GoMap, GoStruct, GoTime, GoValue } from '../../templates/go-value.ts';
import { goKeyValues } from '../../templates/key-values.ts';
import type { AlertmanagerVersion } from '../matchers/parse-matchers.ts';
import type { NotificationAlert, NotificationData } from './notification-data.ts';

/** 1 January of the year 1, in milliseconds: what Go has where no time is. */
const noTime = -62_135_596_800_000;

const moment = (ms: number): GoTime => ({ kind: 'time', ns: BigInt(ms) * 1_000_000n });

type KeyValues = (labels: Readonly<Record<string, string>>) => GoMap;

const alertValue = (alert: NotificationAlert, keyValues: KeyValues): GoStruct => ({
  kind: 'struct',
  type: 'template.Alert',
  fields: new Map<string, GoValue>([
    ['Status', alert.status],
    ['Labels', keyValues(alert.labels)],
    ['Annotations', keyValues(alert.annotations)],
    ['StartsAt', moment(alert.startsAt)],
    ['EndsAt', moment(alert.endsAt ?? noTime)],
    ['GeneratorURL', alert.generatorUrl],
    ['Fingerprint', alert.fingerprint],
  ]),
});

/** The data of a notification as its templates see them. */
export function templateValue(data: NotificationData, version: AlertmanagerVersion): GoStruct {
  const keyValues: KeyValues = (labels) => goKeyValues(Object.entries(labels), version === 'current');
  const ofCurrent = (name: string, value: GoValue): readonly (readonly [string, GoValue])[] =>
    version === 'current' ? [[name, value]] : [];
  return {
    kind: 'struct',
    type: '*template.Data',
    fields: new Map<string, GoValue>([
      ['Receiver', data.receiver],
      ['Status', data.status],
      [
        'Alerts',
        { kind: 'list', type: 'template.Alerts', items: data.alerts.map((alert) => alertValue(alert, keyValues)) },
      ],
      ...ofCurrent('NotificationReason', data.reason),
      ['GroupLabels', keyValues(data.groupLabels)],
      ['CommonLabels', keyValues(data.commonLabels)],
      ['CommonAnnotations', keyValues(data.commonAnnotations)],
      ...ofCurrent('RouteLabels', keyValues(data.routeLabels)),
      ['ExternalURL', data.externalUrl],
    ]),
  };
}
