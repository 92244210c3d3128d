import type { Findings, Path } from './findings.ts';
import { quote } from './findings.ts';

interface NameRule {
  readonly code: string;
  readonly noun: string;
  readonly pattern: RegExp;
  readonly max: number;
  readonly made: string;
}

const label = /^[A-Za-z_][A-Za-z0-9_]*$/;
const plain = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;
const lettersDigits = 'letters, digits, `_` and `-`';

const rule = (noun: string, code: string, pattern: RegExp, max: number, made: string): NameRule => ({
  noun,
  code,
  pattern,
  max,
  made,
});

/**
 * How things are named. Most of these names become file names, label values and parts of addresses, which is why their
 * characters are few. Metric and label names are those of the Prometheus text format; colons belong to recording rules.
 */
const rules = {
  service: rule('service', 'reference/bad-name', plain, 40, lettersDigits),
  job: rule('job', 'reference/bad-name', /^[A-Za-z0-9][A-Za-z0-9._-]*$/, 100, `${lettersDigits}, and dots`),
  severity: rule('severity', 'reference/bad-name', plain, 60, lettersDigits),
  audience: rule('audience', 'reference/bad-name', plain, 60, lettersDigits),
  receiver: rule('receiver', 'reference/bad-name', plain, 60, lettersDigits),
  metric: rule('metric', 'metric/bad-name', label, 200, 'letters, digits and `_`, not starting with a digit'),
  label: rule('label', 'metric/bad-label', label, 100, 'letters, digits and `_`, not starting with a digit'),
  alert: rule(
    'alert',
    'alert/bad-name',
    /^[A-Za-z][A-Za-z0-9_]*$/,
    120,
    'letters, digits and `_`, starting with a letter',
  ),
  dashboard: rule('dashboard', 'dashboard/bad-name', plain, 100, lettersDigits),
  experiment: rule('experiment', 'experiment/bad-name', plain, 80, lettersDigits),
  variant: rule('variant', 'experiment/bad-name', plain, 80, lettersDigits),
} as const satisfies Readonly<Record<string, NameRule>>;

/** Names of files that do not end up in a folder of their own kind: devices of Windows, and the index of the runbooks. */
const taken = /^(?:con|prn|aux|nul|com\d|lpt\d|readme)$/i;

/** Reports a name that cannot be used where names of its kind are. */
export function checkName(findings: Findings, kind: keyof typeof rules, name: string, path: Path, atKey = false): void {
  const { code, noun, pattern, max, made } = rules[kind];
  const place = atKey ? { atKey } : {};
  if (name.length > max)
    findings.error(code, `the ${noun} ${quote(name)} has more than ${max} characters`, 'shorten it', path, place);
  else if (!pattern.test(name))
    findings.error(
      code,
      `${quote(name)} cannot name ${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`,
      `use only ${made}`,
      path,
      place,
    );
  else if ((kind === 'alert' || kind === 'dashboard' || kind === 'experiment') && taken.test(name))
    findings.error(code, `${quote(name)} cannot name a file`, `choose another name for the ${noun}`, path);
}

/** Labels that Prometheus or Tocsin sets itself. */
const reserved: Readonly<Record<string, string>> = {
  le: 'Prometheus keeps it for the buckets of histograms',
  quantile: 'Prometheus keeps it for summaries',
  alertname: 'Prometheus puts it on every alert',
  alertstate: 'Prometheus puts it on `ALERTS`',
  severity: 'every alert has one of its own',
  audience: 'every alert has one of its own',
  service: 'every alert has one of its own',
};

/** Reports a label that a metric or a target cannot have. */
export function checkLabelName(findings: Findings, name: string, path: Path, atKey: boolean): void {
  const place = atKey ? { atKey } : {};
  const why = Object.hasOwn(reserved, name)
    ? reserved[name]
    : name.startsWith('__')
      ? 'Prometheus keeps names with two underscores to itself'
      : undefined;
  if (why === undefined) checkName(findings, 'label', name, path, atKey);
  else
    findings.error('metric/reserved-label', `the label ${quote(name)} is reserved: ${why}`, 'rename it', path, place);
}
