import type { Finding } from '../../../diagnostics/diagnostic.ts';
import { nearName } from '../../../shared/near-name.ts';
import { createFieldReader, createFindingSink } from '../../rules/yaml-fields.ts';
import { isNull, type YamlNode } from '../../rules/yaml-node.ts';
import type { AlertmanagerVersion } from '../matchers/parse-matchers.ts';
import type { AlertmanagerSetup, RouteNode } from './alertmanager.ts';
import { checkHttp } from './check-http.ts';
import { type ConfigContext, report } from './config-context.ts';
import { globalDefaults, globalSchema } from './global-schema.ts';
import { readInhibitRules } from './read-inhibit-rules.ts';
import { readReceivers } from './read-receivers.ts';
import { readRoute } from './read-route.ts';
import { readSettings, type Settings } from './read-settings.ts';
import { readTimeIntervals } from './read-time-intervals.ts';
import { settingsOf } from './setting-types.ts';

const keys = new Set('global route inhibit_rules receivers templates mute_time_intervals time_intervals'.split(' '));

/** A configuration, complete only without findings. */
export interface ReadSetup {
  readonly setup: AlertmanagerSetup;
  readonly findings: readonly Finding[];
}

/** Reads a configuration; every mistake for which that Alertmanager refuses it is a finding. */
export function readSetup(root: YamlNode, version: AlertmanagerVersion): ReadSetup {
  const sink = createFindingSink();
  const context: ConfigContext = { version, sink, read: createFieldReader('alertmanager-config', sink) };
  const { read } = context;
  const fields = read.fields(root, [], keys, 'an Alertmanager configuration');
  const global = readGlobal(fields.get('global'), context);
  const receivers = readReceivers(fields.get('receivers'), global, context);
  const inhibitRules = readInhibitRules(fields.get('inhibit_rules'), context);
  const timeIntervals = readTimeIntervals(fields, context);
  const templates = read.list(fields.get('templates'), ['templates']).map((item, i) => {
    const pattern = read.text(item, ['templates', i]) ?? '';
    if (!isPattern(pattern))
      report(
        context,
        'template-pattern',
        ['templates', i],
        `\`${pattern}\` is not a pattern of files`,
        'close the `[`',
      );
    return pattern;
  });
  const node = fields.get('route');
  const route = node === undefined || isNull(node) ? undefined : readRoute(node, context);
  if (route === undefined) report(context, 'no-route', [], 'there is no `route`', 'add `route` with a `receiver`');
  else checkRoute(route, [...receivers.keys()], [...timeIntervals.keys()], context);
  return {
    setup: {
      version,
      resolveTimeout: Number(global['resolve_timeout'] ?? 300_000),
      route: route ?? emptyRoute,
      inhibitRules,
      receivers,
      templates,
      timeIntervals,
    },
    findings: sink.findings,
  };
}

const emptyRoute: RouteNode = {
  path: ['route'],
  receiver: '',
  matchers: [],
  matcherPaths: [],
  groupBy: [],
  groupWait: 0,
  groupInterval: 0,
  repeatInterval: 0,
  labels: {},
  muteTimes: [],
  activeTimes: [],
  continues: false,
  routes: [],
};

function readGlobal(node: YamlNode | undefined, context: ConfigContext): Settings {
  if (node === undefined) return globalDefaults;
  const global = readSettings(node, ['global'], settingsOf(globalSchema, context.version), '`global`', context);
  const http = global['http_config'];
  if (http !== undefined) checkHttp(http as Settings, ['global', 'http_config'], context);
  for (const key of secretsWithFiles) {
    const file = `${key}_file`;
    if ((global[key] ?? '') === '' || (global[file] ?? '') === '') continue;
    const message = `\`${key}\` and \`${file}\` exclude each other`;
    report(context, 'both', ['global', file], message, 'keep one of them');
  }
  const isGiven = (key: string): boolean => (global[key] ?? '') !== '';
  const [token, url] = [
    ['slack_app_token', 'slack_app_token_file'].find(isGiven),
    ['slack_api_url', 'slack_api_url_file'].find(isGiven),
  ];
  const app = global['slack_app_url'] ?? globalDefaults['slack_app_url'];
  if (token !== undefined && url !== undefined && global['slack_api_url'] !== app)
    report(context, 'both', ['global', url], `\`${token}\` and \`${url}\` exclude each other`, 'keep one of them');
  return { ...globalDefaults, ...global };
}

/** Settings of `global` beside which there may be no file. */
const secretsWithFiles = (
  'slack_api_url opsgenie_api_key victorops_api_key telegram_bot_token smtp_auth_password smtp_auth_secret ' +
  'rocketchat_token rocketchat_token_id wechat_api_secret mattermost_webhook_url'
).split(' ');

function checkRoute(
  root: RouteNode,
  receivers: readonly string[],
  intervals: readonly string[],
  context: ConfigContext,
): void {
  const { path } = root;
  if (root.receiver === '')
    report(context, 'no-receiver', path, 'the root route has no receiver', 'name the `receiver` of everything else');
  if (root.continues)
    report(
      context,
      'root',
      [...path, 'continue'],
      'the root route has `continue`',
      'remove it: there is nothing after it',
    );
  root.matcherPaths.slice(0, 1).forEach((at) => {
    report(
      context,
      'root',
      at,
      'the root route has matchers',
      'move them to a route below it: the root takes every alert',
    );
  });
  for (const [key, names] of [
    ['mute_time_intervals', root.muteTimes],
    ['active_time_intervals', root.activeTimes],
  ] as const) {
    if (names.length > 0)
      report(context, 'root', [...path, key], `the root route has \`${key}\``, 'move it to a route below it');
  }
  const visit = (node: RouteNode, inherited: string): void => {
    if (node.receiver !== inherited && !receivers.includes(node.receiver))
      undefinedName('receiver', node.receiver, [...node.path, 'receiver'], receivers, context);
    const times = [
      ...node.activeTimes.map((name, i) => [name, 'active_time_intervals', i] as const),
      ...node.muteTimes.map((name, i) => [name, 'mute_time_intervals', i] as const),
    ];
    for (const [name, key, i] of times) {
      if (!intervals.includes(name)) undefinedName('time interval', name, [...node.path, key, i], intervals, context);
    }
    for (const child of node.routes) visit(child, node.receiver);
  };
  visit(root, '');
}

function undefinedName(
  what: 'receiver' | 'time interval',
  name: string,
  at: readonly (string | number)[],
  known: readonly string[],
  context: ConfigContext,
): void {
  const near = nearName(name, known);
  const help =
    near === undefined ? `define the ${what}, or name one of those that are there` : `did you mean \`${near}\`?`;
  report(
    context,
    what === 'receiver' ? 'undefined-receiver' : 'undefined-interval',
    at,
    `there is no ${what} \`${name}\``,
    help,
  );
}

/** Whether Go's `filepath.Match` takes it: brackets are closed, and nothing is escaped at the end. */
const isPattern = (pattern: string): boolean =>
  /^(?:[^[\\]|\\.|\[\^?(?:[^\]\\-]|\\.)(?:-?(?:[^\]\\-]|\\.))*\])*$/su.test(pattern);
