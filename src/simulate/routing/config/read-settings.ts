import { parseDuration } from '../../../shared/duration.ts';
import type { Path } from '../../rules/yaml-fields.ts';
import { isNull, type YamlNode } from '../../rules/yaml-node.ts';
import { splitHostPort } from '../../templates/host-port.ts';
import type { SettingValue } from './alertmanager.ts';
import { type ConfigContext, report } from './config-context.ts';
import type { SettingType, SettingTypes } from './setting-types.ts';
import { addressFault } from './web-address.ts';

/** Settings that the file has, by key; those of the wrong type are findings and left out. */
export type Settings = Readonly<Record<string, SettingValue>>;

/** Reads a mapping with the given settings. */
export function readSettings(
  node: YamlNode,
  path: Path,
  types: SettingTypes,
  what: string,
  context: ConfigContext,
): Settings {
  const settings: Record<string, SettingValue> = {};
  for (const [key, value] of context.read.fields(node, path, new Set(Object.keys(types)), what)) {
    const type = types[key];
    if (type === undefined || isNull(value)) continue;
    const read = readSetting(value, [...path, key], type, context);
    if (read !== undefined) settings[key] = read;
  }
  return settings;
}

function readSetting(node: YamlNode, path: Path, type: SettingType, context: ConfigContext): SettingValue | undefined {
  const { read } = context;
  const key = String(path.at(-1));
  if (typeof type === 'object') {
    if ('textOr' in type)
      return node.kind === 'scalar'
        ? read.text(node, path)
        : readSettings(node, path, type.textOr, `\`${key}\``, context);
    if ('object' in type) return readSettings(node, path, type.object, `\`${key}\``, context);
    return read.list(node, path).map((item, i) => readSettings(item, [...path, i], type.list, `\`${key}\``, context));
  }
  switch (type) {
    case 'flag':
      return read.boolean(node, path);
    case 'whole':
    case 'natural':
      return readWhole(node, path, type, context);
    case 'duration':
      return read.duration(node, path);
    case 'texts':
      return read.list(node, path).map((item, i) => read.text(item, [...path, i]) ?? '');
    case 'text-map':
      return Object.fromEntries(read.texts(node, path));
    case 'text-list-map':
    case 'anything':
      return plain(node);
    default:
      return readText(node, path, type, context);
  }
}

function readWhole(node: YamlNode, path: Path, type: 'whole' | 'natural', context: ConfigContext): number | undefined {
  const value = context.read.number(node, path);
  if (value === undefined || (Number.isInteger(value) && (type === 'whole' || value >= 0))) return value;
  const wanted = type === 'whole' ? 'a whole number' : 'a whole number from 0 on';
  report(context, 'wrong-type', path, `expected ${wanted}, found \`${value}\``, `write ${wanted}`);
  return undefined;
}

function readText(
  node: YamlNode,
  path: Path,
  type: Extract<SettingType, string>,
  context: ConfigContext,
): string | undefined {
  const text = context.read.text(node, path);
  if (text === undefined) return undefined;
  const complaint = complaintOf(text, type);
  if (complaint === undefined) return text;
  const [code, message, help] = complaint;
  report(context, code, path, message, help);
  return undefined;
}

function complaintOf(text: string, type: SettingType): readonly [string, string, string] | undefined {
  if (type === 'host-port') {
    const address = text === '' ? { port: '0' } : splitHostPort(text);
    if (address !== undefined && address.port !== '') return undefined;
    return ['address', `\`${text}\` is not a host with a port`, 'write it like `smtp.example.com:587`'];
  }
  if (type === 'go-duration') {
    if (/^[+-]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/.test(text)) return undefined;
    return ['duration', `\`${text}\` is not a duration`, 'write it like `30s`, `1m30s` or `1h`'];
  }
  if (type === 'tls-version') {
    if (['TLS10', 'TLS11', 'TLS12', 'TLS13'].includes(text)) return undefined;
    return ['tls-version', `unknown TLS version \`${text}\``, 'use one of `TLS10`, `TLS11`, `TLS12`, `TLS13`'];
  }
  if (type === 'duration' && parseDuration(text) === undefined)
    return ['duration', `\`${text}\` is not a duration`, 'write it like `30s`, `5m` or `1h30m`'];
  const isSecret = type === 'secret-url' || type === 'template-url';
  if (type === 'template-url' && text.includes('{{')) return undefined;
  const isAddress = type === 'url' || (isSecret && text !== '<secret>');
  const fault = isAddress ? addressFault(text) : type === 'proxy-url' ? proxyFault(text) : undefined;
  if (fault === undefined) return undefined;
  return ['address', `\`${text}\` is not a web address: ${fault}`, 'write it like `https://example.com/path`'];
}

/** A proxy may have any scheme, or none. */
const proxyFault = (text: string): string | undefined =>
  addressFault(/^[a-zA-Z][\w+.-]*:\/\/[^/]/.test(text) ? text.replace(/^[^:]*/, 'http') : 'http://proxy');

function plain(node: YamlNode): SettingValue {
  if (node.kind === 'scalar') return node.text;
  if (node.kind === 'list') return node.items.map(plain);
  return Object.fromEntries(node.entries.map(({ key, value }) => [key.text, plain(value)]));
}
