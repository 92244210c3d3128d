import type { Path } from '../../rules/yaml-fields.ts';
import { isNull, type YamlNode } from '../../rules/yaml-node.ts';
import type { AlertmanagerVersion } from '../matchers/parse-matchers.ts';
import type { Integration, Receiver } from './alertmanager.ts';
import { checkHttp } from './check-http.ts';
import { type ConfigContext, report } from './config-context.ts';
import { inheritGlobal } from './inherit-global.ts';
import { integrationFaults } from './integration-faults.ts';
import { type IntegrationSchema, integrationSchemas } from './integration-schema.ts';
import { readSettings, type Settings } from './read-settings.ts';
import { settingsOf } from './setting-types.ts';

const suffix = '_configs';

/** `receivers`, completed with what `global` says. Their order is that of the file. */
export function readReceivers(
  node: YamlNode | undefined,
  global: Settings,
  context: ConfigContext,
): ReadonlyMap<string, Receiver> {
  const receivers = new Map<string, Receiver>();
  const kinds = Object.entries(integrationSchemas).filter(
    ([, { isNew }]) => isNew !== true || context.version !== '0.25',
  );
  const keys = new Set([
    'name',
    ...(context.version === '0.25' ? [] : ['labels']),
    ...kinds.map(([kind]) => `${kind}${suffix}`),
  ]);
  context.read.list(node, ['receivers']).forEach((item, i) => {
    const path = ['receivers', i];
    if (isNull(item)) {
      report(context, 'empty', path, 'the receiver is empty', 'give it a name, or remove it');
      return;
    }
    const fields = context.read.fields(item, path, keys, 'a receiver');
    context.read.texts(fields.get('labels'), [...path, 'labels']);
    const name = context.read.text(fields.get('name'), [...path, 'name']) ?? '';
    if (name === '') report(context, 'no-name', path, 'the receiver has no name', 'give it a `name`');
    else if (receivers.has(name)) {
      const message = `there is a receiver \`${name}\` already`;
      report(context, 'duplicate-receiver', [...path, 'name'], message, 'give every receiver its own name');
    }
    const integrations = kinds.flatMap(([kind, schema]) => {
      const at = [...path, `${kind}${suffix}`];
      return context.read
        .list(fields.get(`${kind}${suffix}`), at)
        .flatMap((one, index) => readIntegration(one, kind, schema, global, [...at, index], context) ?? []);
    });
    if (!receivers.has(name)) receivers.set(name, { name, path, integrations });
  });
  return receivers;
}

const defaultsOf = ({ defaults, currentDefaults }: IntegrationSchema, version: AlertmanagerVersion): Settings =>
  version === '0.25' ? defaults : { ...defaults, ...currentDefaults };

function readIntegration(
  node: YamlNode,
  kind: string,
  schema: IntegrationSchema,
  global: Settings,
  path: Path,
  context: ConfigContext,
): Integration | undefined {
  const { version, sink } = context;
  if (isNull(node)) {
    report(context, 'empty', path, 'the integration is empty', 'write its settings, or remove it');
    return undefined;
  }
  const found = sink.findings.length;
  const own = readSettings(node, path, settingsOf(schema, version), `an entry of \`${kind}${suffix}\``, context);
  const http = own['http_config'];
  if (http !== undefined) checkHttp(http as Settings, [...path, 'http_config'], context);
  // Settings that could not be read would seem to be missing.
  if (sink.findings.length === found) {
    for (const { at, message, help } of integrationFaults(kind, own, version))
      report(context, 'integration', [...path, ...at], `${message} in ${kind} settings`, help);
  }
  const { settings, missing } = inheritGlobal(kind, { ...defaultsOf(schema, version), ...own }, global, version);
  if (sink.findings.length === found) {
    for (const { keys, global: from } of missing) {
      const message = `\`${keys.join('` or `')}\` is missing in ${kind} settings, and \`global\` has none either`;
      const elsewhere = from.length === 0 ? '' : `, or \`${from.join('` or `')}\` to \`global\``;
      report(context, 'integration', path, message, `add \`${keys[0]}\`${elsewhere}`);
    }
  }
  const sendResolved = settings['send_resolved'];
  return {
    kind,
    index: Number(path.at(-1)),
    path,
    sendResolved: typeof sendResolved === 'boolean' ? sendResolved : schema.sendResolved,
    settings,
  };
}
