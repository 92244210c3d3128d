import type { Findings, Path } from './findings.ts';
import { quote } from './findings.ts';

/** Whether the text is `host:port`; an IPv6 host stands in brackets. */
export function isHostAndPort(text: string): boolean {
  const [, port] = /^(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?):(\d{1,5})$/.exec(text) ?? [];
  return port !== undefined && Number(port) > 0 && Number(port) < 65_536;
}

/** Reports what is not the absolute address of a web page; `what` names it: "the address of Grafana". */
export function checkUrl(findings: Findings, what: string, text: string, path: Path): void {
  const url = /^https?:\/\/[^\s{}"'<>\\^`|]+$/.test(text) ? parse(text) : undefined;
  if (url === undefined) {
    const help = 'write an absolute address such as `https://grafana.example.com`';
    findings.error('routing/bad-url', `${quote(text)} is not ${what}`, help, path);
  } else if (url.username !== '' || url.password !== '') {
    const message = `${what} contains a user name or a password`;
    findings.error('routing/secret-in-spec', message, 'remove them: secrets belong in files', path);
  }
}

/** Reports what cannot be the base of other addresses. */
export function checkBaseUrl(findings: Findings, what: string, text: string, path: Path): void {
  const before = findings.all.length;
  checkUrl(findings, what, text, path);
  if (findings.all.length > before) return;
  const ending = /[?#/]/.exec(text.replace(/^https?:\/\//, ''))?.[0] === undefined ? '' : text;
  if (/[?#]/.test(ending))
    findings.error(
      'routing/bad-url',
      `${what} has a query or a fragment`,
      'remove it: paths are added at the end',
      path,
    );
  else if (text.endsWith('/'))
    findings.error('routing/bad-url', `${what} ends in \`/\``, 'remove the `/` at the end', path);
}

/** Reports what is not the absolute path of a file; `what` names its content. */
export function checkSecretFile(findings: Findings, what: string, text: string, path: Path): void {
  if (/^(?:\/|[A-Za-z]:[\\/])[^{}\n\r\t]*[^{}\n\r\t\\/]$/.test(text)) return;
  const help = 'write the absolute path under which Alertmanager finds the file: `/etc/alertmanager/secrets/<name>`';
  findings.error(
    'routing/bad-secret-file',
    `${quote(text)} is not the absolute path of a file with ${what}`,
    help,
    path,
  );
}

/** Reports what is not a mail address. */
export function checkMailAddress(findings: Findings, text: string, path: Path): void {
  if (/^[^\s@{}<>,;]+@[^\s@{}<>,;]+$/.test(text)) return;
  findings.error('routing/bad-address', `${quote(text)} is not a mail address`, 'write it as `name@example.com`', path);
}

function parse(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
