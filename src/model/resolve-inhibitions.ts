import { conventions } from './conventions.ts';
import { type Declared, lookUp, refuseDuplicates } from './declared.ts';
import type { InhibitionDocument } from './document.ts';
import { type Findings, type Path, quote } from './findings.ts';
import type { Items } from './items.ts';
import type { Inhibition } from './model.ts';
import type { UnplacedAlert } from './resolve-alerts.ts';

/** The inhibitions, each checked for whether it can ever work. */
export function resolveInhibitions(
  findings: Findings,
  documents: Items<InhibitionDocument>,
  alerts: Declared<UnplacedAlert>,
): readonly Inhibition[] {
  refuseCycles(findings, documents);
  return documents.good.map(([i, document]) => {
    const path = ['inhibitions', i];
    const { source, targets, equal } = document;
    const sourceAlert = lookUp(findings, 'alert', alerts, source, [...path, 'source']);
    if (targets.length === 0)
      findings.error('shape/empty', '`targets` is empty', 'name the alerts that are kept quiet', [...path, 'targets']);
    refuseDuplicates(findings, 'target', targets, (k) => [...path, 'targets', k]);
    const targetAlerts = targets.map((target, k) => {
      const at = [...path, 'targets', k];
      if (target !== source) return lookUp(findings, 'alert', alerts, target, at);
      findings.error('inhibition/of-itself', `${quote(target)} would silence itself`, 'remove it from `targets`', at);
      return undefined;
    });
    refuseDuplicates(findings, 'label', equal, (k) => [...path, 'equal', k]);
    const involved = [sourceAlert, ...targetAlerts].filter((alert) => alert !== undefined);
    equal.forEach((label, k) => {
      checkEqual(findings, label, involved, [...path, 'equal', k]);
    });
    return { source, targets, equal };
  });
}

function checkEqual(findings: Findings, label: string, alerts: readonly UnplacedAlert[], path: Path): void {
  const [source, ...targets] = alerts;
  if (isStatic(label)) {
    // All alerts are of one service; the other two labels are constants of each alert.
    if (label === 'service' || source === undefined) return;
    const other = targets.find((target) => target[label] !== source[label]);
    if (other === undefined) return;
    const message = `${quote(source.name)} and ${quote(other.name)} never have the same ${label}`;
    findings.error('inhibition/never-equal', message, `remove \`${label}\` from \`equal\``, path);
    return;
  }
  const lacking = alerts.find(({ labels }) => !labels.includes(label));
  if (lacking === undefined) return;
  const shared = alerts
    .map(({ labels }) => labels)
    .reduce((all, labels) => all.filter((name) => labels.includes(name)));
  const message = `the alert ${quote(lacking.name)} does not carry the label ${quote(label)}`;
  const help = findings.suggest(label, [...shared, ...conventions.alertLabels]);
  findings.error('inhibition/label-not-carried', message, help, path);
}

const isStatic = (label: string): label is (typeof conventions.alertLabels)[number] =>
  conventions.alertLabels.some((name) => name === label);

/** Alerts that silence each other are never heard: Alertmanager lets silenced alerts silence others. */
function refuseCycles(findings: Findings, { good }: Items<InhibitionDocument>): void {
  const silences = new Map<string, Set<string>>();
  for (const [i, { source, targets }] of good) {
    targets.forEach((target, k) => {
      if (target !== source && reaches(silences, target, source)) {
        const message = `${quote(source)} and ${quote(target)} would silence each other`;
        const help = 'decide which of them is the cause, and remove the other direction';
        findings.error('inhibition/cycle', message, help, ['inhibitions', i, 'targets', k]);
      } else silences.set(source, (silences.get(source) ?? new Set()).add(target));
    });
  }
}

function reaches(silences: ReadonlyMap<string, ReadonlySet<string>>, from: string, to: string): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (name === to) return true;
    if (seen.has(name)) continue;
    seen.add(name);
    open.push(...(silences.get(name) ?? []));
  }
  return false;
}
