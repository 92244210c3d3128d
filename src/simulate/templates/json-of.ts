import { compareText } from '../../promql/storage/compare-text.ts';
import { formatLayout } from './go-time.ts';
import { type GoValue, goTypeOf } from './go-value.ts';
import { CallError } from './template-error.ts';

/** Fields of the structures that templates see, as Go writes them in JSON; others keep their names. */
const fieldNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'template.Alert': {
    Status: 'status',
    Labels: 'labels',
    Annotations: 'annotations',
    StartsAt: 'startsAt',
    EndsAt: 'endsAt',
    GeneratorURL: 'generatorURL',
    Fingerprint: 'fingerprint',
  },
  '*template.Data': {
    Receiver: 'receiver',
    Status: 'status',
    Alerts: 'alerts',
    NotificationReason: 'notification_reason',
    GroupLabels: 'groupLabels',
    CommonLabels: 'commonLabels',
    CommonAnnotations: 'commonAnnotations',
    RouteLabels: 'routeLabels',
    ExternalURL: 'externalURL',
  },
};

/** Go writes what HTML and JavaScript could take for theirs as escapes. */
const textOf = (text: string): string =>
  JSON.stringify(text)
    .replace(/[<>&\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\\ufffd');

function numberOf(value: number): string {
  if (!Number.isFinite(value))
    throw new CallError(`json: unsupported value: ${String(value).replace('Infinity', '+Inf')}`);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-6 || size >= 1e21)) return value.toExponential().replace(/e-0?(\d)$/, 'e-0$1');
  return String(value);
}

const object = (members: readonly (readonly [string, GoValue])[]): string =>
  `{${members.map(([key, value]) => `${textOf(key)}:${jsonOf(value)}`).join(',')}}`;

/** Go's `json.Marshal` of a value of a template. Throws a CallError for what JSON cannot hold. */
export function jsonOf(value: GoValue): string {
  if (value === undefined) return 'null';
  if (typeof value === 'string') return textOf(value);
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return numberOf(value);
  switch (value.kind) {
    case 'int':
    case 'named':
      return String(value.value);
    case 'map':
      return object([...value.entries].sort(([a], [b]) => compareText(a, b)));
    case 'list':
      return `[${value.items.map(jsonOf).join(',')}]`;
    case 'struct': {
      const names = fieldNames[value.type] ?? {};
      return object([...value.fields].map(([name, field]) => [names[name] ?? name, field]));
    }
    case 'html':
      return textOf(value.text);
    case 'time':
      return textOf(formatLayout(value.ns, '2006-01-02T15:04:05.999999999Z07:00', value.zone));
    case 'duration':
      return String(value.ns);
    default:
      throw new CallError(`json: unsupported type: ${goTypeOf(value)}`);
  }
}
