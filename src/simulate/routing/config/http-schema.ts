import { allOf, type SettingSchema, type SettingTypes } from './setting-types.ts';

const tls: SettingTypes = {
  ...allOf('text', 'ca_file cert_file key_file server_name'),
  insecure_skip_verify: 'flag',
  ...allOf('tls-version', 'min_version max_version'),
};
const currentTls: SettingTypes = { ...tls, ...allOf('text', 'ca cert key ca_ref cert_ref key_ref') };

const currentProxy: SettingTypes = { no_proxy: 'text', proxy_from_environment: 'flag' };

const oauth2: SettingTypes = {
  ...allOf('text', 'client_id client_secret client_secret_file token_url'),
  scopes: 'texts',
  endpoint_params: 'text-map',
  tls_config: { object: tls },
  proxy_url: 'proxy-url',
  proxy_connect_header: 'text-list-map',
};
const credentials = allOf('text', 'type credentials credentials_file');
const basic = allOf('text', 'username password password_file');

/** `tls_config`. */
export const tlsSchema: SettingSchema = { base: tls, current: currentTls };

/** `http_config`. */
export const httpSchema: SettingSchema = {
  base: {
    basic_auth: { object: basic },
    authorization: { object: credentials },
    oauth2: { object: oauth2 },
    ...allOf('text', 'bearer_token bearer_token_file'),
    proxy_url: 'proxy-url',
    proxy_connect_header: 'text-list-map',
    tls_config: { object: tls },
    ...allOf('flag', 'follow_redirects enable_http2'),
  },
  current: {
    basic_auth: { object: { ...basic, ...allOf('text', 'username_file username_ref password_ref') } },
    authorization: { object: { ...credentials, credentials_ref: 'text' } },
    oauth2: {
      object: {
        ...oauth2,
        ...currentProxy,
        ...allOf('text', 'client_secret_ref client_certificate_key client_certificate_key_file grant_type'),
        ...allOf('text', 'client_certificate_key_id iss audience signature_algorithm client_certificate_key_ref'),
        claims: 'anything',
        tls_config: { object: currentTls },
      },
    },
    tls_config: { object: currentTls },
    http_headers: 'anything',
    ...currentProxy,
  },
};
