import { type Declared, declared, lookUp, refuseDuplicateItems } from './declared.ts';
import { defaultDescription, defaultRunbook } from './default-texts.ts';
import type { AlertDocument, RunbookDocument } from './document.ts';
import { type Path, quote } from './findings.ts';
import type { Items } from './items.ts';
import type { Alert, Route, Runbook } from './model.ts';
import { checkName } from './names.ts';
import { refuseTemplate } from './plain-text.ts';
import { conditionLabels, resolveCondition } from './resolve-condition.ts';
import { parseQuery } from './resolve-promql.ts';
import { resolveTemplate } from './resolve-template.ts';
import { readDuration, type Scope } from './scope.ts';

/** An alert that is not on a dashboard yet. */
export type UnplacedAlert = Omit<Alert, 'panel'>;

/** The alerts by name; `undefined` for one whose condition cannot be resolved. */
export function resolveAlerts(
  scope: Scope,
  documents: Items<AlertDocument>,
  severities: readonly string[],
  routes: readonly Route[],
): Declared<UnplacedAlert> {
  const { findings } = scope;
  refuseDuplicateItems(findings, 'alert', documents.good, (i) => ['alerts', i, 'name']);
  refuseCaseCollisions(scope, documents);
  const audiences = new Map(severities.map((severity): [string, string[]] => [severity, []]));
  for (const { severity, audience } of routes) audiences.get(severity)?.push(audience);
  return declared(documents, (document, i) => {
    const path = ['alerts', i];
    checkName(findings, 'alert', document.name, [...path, 'name']);
    checkAddressee(scope, document, audiences, path);
    return resolveAlert(scope, document, path);
  });
}

/** Names of alerts become names of files, and some file systems do not tell `Down` and `DOWN` apart. */
function refuseCaseCollisions({ findings }: Scope, { good }: Items<AlertDocument>): void {
  const seen = new Map<string, string>();
  for (const [i, { name }] of good) {
    const other = seen.get(name.toLowerCase());
    if (other !== undefined && other !== name) {
      const message = `the alerts ${quote(other)} and ${quote(name)} differ in case only`;
      findings.error('reference/duplicate-name', message, 'rename one of them', ['alerts', i, 'name']);
    }
    seen.set(name.toLowerCase(), name);
  }
}

function checkAddressee(
  { findings }: Scope,
  { severity, audience }: AlertDocument,
  audiences: Declared<readonly string[]>,
  path: Path,
): void {
  const routed = lookUp(findings, 'severity', audiences, severity, [...path, 'severity']);
  // A severity without any route is reported with the routes.
  if (routed === undefined || routed.length === 0 || routed.includes(audience)) return;
  const message = `no route leads to the audience ${quote(audience)} for the severity ${quote(severity)}`;
  findings.error('routing/unroutable', message, findings.suggest(audience, routed), [...path, 'audience']);
}

function resolveAlert(scope: Scope, document: AlertDocument, path: Path): UnplacedAlert | undefined {
  const { findings, metrics } = scope;
  const { name, severity, audience, action, added } = document;
  const when = resolveCondition(scope, document.when, [...path, 'when']);
  const labels = when && conditionLabels(when, scope.targetLabels);
  const known = labels && new Set(labels);
  const summary = resolveTemplate(findings, document.summary, known, [...path, 'summary']);
  const description =
    document.description === undefined
      ? undefined
      : resolveTemplate(findings, document.description, known, [...path, 'description']);
  refuseTemplate(findings, action, [...path, 'action']);
  const runbook =
    document.runbook === undefined ? undefined : resolveRunbook(scope, document.runbook, [...path, 'runbook']);
  const pending = readHold(scope, document.for, [...path, 'for']);
  const keepFiringFor = readHold(scope, document.keepFiringFor, [...path, 'keepFiringFor']);
  if (when === undefined || labels === undefined) return undefined;
  return {
    name,
    when,
    labels,
    for: pending,
    keepFiringFor,
    severity,
    audience,
    action,
    summary,
    description: description ?? defaultDescription(when, metrics),
    runbook: runbook ?? defaultRunbook(when, metrics, action),
    ...(added === undefined ? {} : { added }),
  };
}

/** Milliseconds; 0 when absent or no duration. */
function readHold(scope: Scope, text: string | undefined, path: Path): number {
  const { findings, evaluationInterval } = scope;
  const ms = text === undefined ? 0 : (readDuration(findings, text, path) ?? 0);
  if (ms > 0 && ms < evaluationInterval) {
    const message = `${quote(text ?? '')} is shorter than the time between two evaluations`;
    const help = 'remove it, or make it a multiple of `evaluateEvery`';
    findings.warning('alert/shorter-than-evaluation', message, help, path);
  }
  return ms;
}

function resolveRunbook(scope: Scope, document: RunbookDocument, path: Path): Runbook {
  const { meaning, impact, diagnosis, remediation } = document;
  return {
    meaning,
    impact,
    remediation,
    diagnosis: diagnosis.map((step, i) => {
      if (typeof step === 'string') return { say: step };
      parseQuery(scope, step.query, [...path, 'diagnosis', i, 'query']);
      return step;
    }),
  };
}
