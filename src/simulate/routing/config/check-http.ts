import type { Path } from '../../rules/yaml-fields.ts';
import { type ConfigContext, report } from './config-context.ts';
import type { Settings } from './read-settings.ts';

const isSettings = (value: unknown): value is Settings =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is set and not empty. */
const has = (settings: Settings, key: string): boolean => settings[key] !== undefined && settings[key] !== '';

/** What the client library of Prometheus objects to in `http_config`. */
export function checkHttp(http: Settings, path: Path, context: ConfigContext): void {
  const fault = (key: string, message: string, help: string): void =>
    report(context, 'http-config', key === '' ? path : [...path, ...key.split('.')], message, help);
  const atMostOne = (keys: readonly string[], settings = http, prefix = ''): void => {
    const given = keys.filter((key) => has(settings, key));
    if (given.length < 2) return;
    const names = given.map((key) => `\`${key}\``).join(' and ');
    fault(`${prefix}${given[1]}`, `${names} exclude each other`, 'keep one of them');
  };
  atMostOne(['bearer_token', 'bearer_token_file']);
  atMostOne(['basic_auth', 'oauth2', 'authorization']);
  const [basic, authorization, oauth2] = [http['basic_auth'], http['authorization'], http['oauth2']];
  for (const key of ['basic_auth', 'oauth2', 'authorization']) {
    if (http[key] !== undefined && (has(http, 'bearer_token') || has(http, 'bearer_token_file')))
      fault(key, `\`${key}\` is not compatible with a bearer token`, 'keep one of them');
  }
  if (isSettings(basic)) atMostOne(['password', 'password_file'], basic, 'basic_auth.');
  if (isSettings(authorization)) {
    atMostOne(['credentials', 'credentials_file'], authorization, 'authorization.');
    if (
      String(authorization['type'] ?? '')
        .trim()
        .toLowerCase() === 'basic'
    )
      fault('authorization.type', 'the type of `authorization` is `basic`', 'use `basic_auth` instead');
  }
  if (isSettings(oauth2)) {
    for (const key of ['client_id', 'token_url']) {
      if (!has(oauth2, key)) fault('oauth2', `\`oauth2\` has no \`${key}\``, `add \`${key}\``);
    }
    if (!['client_secret', 'client_secret_file', 'client_secret_ref'].some((key) => has(oauth2, key)))
      fault('oauth2', '`oauth2` has no secret', 'add `client_secret_file`');
    atMostOne(['client_secret', 'client_secret_file'], oauth2, 'oauth2.');
  }
  if (http['proxy_connect_header'] !== undefined && !has(http, 'proxy_url') && http['proxy_from_environment'] !== true)
    fault(
      'proxy_connect_header',
      '`proxy_connect_header` without `proxy_url`',
      'add `proxy_url`, or remove the header',
    );
}
