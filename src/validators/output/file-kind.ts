import { conventions } from '../../model/conventions.ts';

/** What a file is, by its path. */
export type FileKind =
  | 'rules'
  | 'rule-tests'
  | 'prometheus'
  | 'alertmanager'
  | 'template'
  | 'route-tests'
  | 'dashboard'
  | 'provisioning'
  | 'runbook'
  | 'experiment'
  | 'log-schema'
  | 'log-pipeline'
  | 'collector'
  | 'manifest';

/** A pattern for the paths that a convention makes of names. */
const made = (path: (name: string) => string): RegExp =>
  new RegExp(
    `^${path('*')
      .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
      .replace('*', '[^/]+')}$`,
  );

const kinds: readonly (readonly [RegExp, FileKind])[] = [
  [made(conventions.rulesPath), 'rules'],
  [made(conventions.ruleTestPath), 'rule-tests'],
  [made(() => conventions.prometheusPath), 'prometheus'],
  [made(() => conventions.alertmanagerPath), 'alertmanager'],
  [made((name) => `${conventions.templatesFolder}/${name}.tmpl`), 'template'],
  [made((name) => `${conventions.routeTestFolder}/${name}.routes.yml`), 'route-tests'],
  [made(conventions.dashboardPath), 'dashboard'],
  [made((name) => `${conventions.provisioningFolder}/dashboards/${name}.yml`), 'provisioning'],
  [made((name) => `${conventions.provisioningFolder}/datasources/${name}.yml`), 'provisioning'],
  [made(conventions.runbookPath), 'runbook'],
  [made(conventions.experimentPath), 'experiment'],
  [made(() => conventions.logSchemaPath), 'log-schema'],
  [made(() => conventions.logPipelinePath), 'log-pipeline'],
  [made(() => conventions.collectorPath), 'collector'],
  [made(() => conventions.manifestPath), 'manifest'],
];

/** The kind of the file at a path; `undefined` for a path that nothing generates. */
export const fileKind = (path: string): FileKind | undefined => kinds.find(([pattern]) => pattern.test(path))?.[1];
