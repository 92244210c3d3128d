import type { Diagnostic, DiagnosticSeverity, Location } from '../../diagnostics/diagnostic.ts';
import { codeFrame } from './code-frame.ts';
import type { Colors } from './colors.ts';
import { withoutControls } from './display-width.ts';

/** What the pretty reporter needs besides the diagnostics. */
export interface PrettyOptions {
  readonly colors: Colors;
  /** The text of a file that a location names; `undefined` when it cannot be read. */
  readonly readSource: (file: string) => string | undefined;
  /** Width of the terminal. */
  readonly columns?: number;
  /** Diagnostics shown in full; the rest is counted. */
  readonly limit: number;
}

const loudestFirst: Readonly<Record<DiagnosticSeverity, number>> = { error: 0, warning: 1, info: 2 };

function tint(severity: DiagnosticSeverity, colors: Colors): (text: string) => string {
  switch (severity) {
    case 'error':
      return colors.red;
    case 'warning':
      return colors.yellow;
    case 'info':
      return colors.cyan;
  }
}

const position = ({ file, line, column }: Location): string => `${file}:${line}:${column}`;

/** Errors first, then by file and position, otherwise in the order of discovery. */
function byImportance(a: Diagnostic, b: Diagnostic): number {
  const bySeverity = loudestFirst[a.severity] - loudestFirst[b.severity];
  if (bySeverity !== 0) return bySeverity;
  if (a.location === undefined || b.location === undefined) return 0;
  if (a.location.file !== b.location.file) return a.location.file < b.location.file ? -1 : 1;
  return a.location.line - b.location.line || a.location.column - b.location.column;
}

/** Equal findings at several places, as one finding with all its places. */
interface Folded {
  readonly first: Diagnostic;
  readonly places: readonly Diagnostic[];
}

function fold(diagnostics: readonly Diagnostic[]): readonly Folded[] {
  const folded = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const { severity, code, message, help } = diagnostic;
    const key = JSON.stringify([severity, code, message, help]);
    const places = folded.get(key);
    if (places === undefined) folded.set(key, [diagnostic]);
    else places.push(diagnostic);
  }
  return [...folded.values()].flatMap((places) => (places[0] === undefined ? [] : [{ first: places[0], places }]));
}

/**
 * `alerts[3].when`, after the position: the way to the finding for whoever wrote YAML, and the only one without a
 * position.
 */
const pathNote = ({ path }: Diagnostic, colors: Colors): string =>
  path === undefined || path === '' ? '' : colors.dim(` (${withoutControls(path)})`);

function alsoAt(rest: readonly Diagnostic[], colors: Colors): string {
  const named = rest.flatMap(({ location, path }) => (location === undefined ? (path ?? []) : position(location)));
  const distinct = [...new Set(named)];
  if (distinct.length === 0) return '';
  const shown = distinct.slice(0, 3).join(', ');
  const more = distinct.length > 3 ? ` and ${distinct.length - 3} more places` : '';
  return `  ${colors.blue('also at:')} ${withoutControls(shown)}${more}\n`;
}

function entry({ first, places }: Folded, options: PrettyOptions): string {
  const { colors, columns } = options;
  const { severity, code, message, help, location } = first;
  const head = `${tint(severity, colors)(`${severity}[${code}]`)}: ${colors.bold(withoutControls(message))}\n`;
  const note = pathNote(first, colors);
  const source = location === undefined ? undefined : options.readSource(location.file);
  const where =
    location !== undefined
      ? `  ${colors.blue('-->')} ${withoutControls(position(location))}${note}\n`
      : note === ''
        ? ''
        : `  ${colors.blue('-->')}${note}\n`;
  const frame =
    location === undefined || source === undefined ? '' : codeFrame(source, location, colors, columns ?? 100);
  const [firstHelp = '', ...moreHelp] = withoutControls(help).split('\n');
  const helpLines = [`  ${colors.cyan('help:')} ${firstHelp}`, ...moreHelp.map((line) => `        ${line}`)];
  return `${head}${where}${frame}${alsoAt(places.slice(1), colors)}${help === '' ? '' : `${helpLines.join('\n')}\n`}`;
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** `2 errors, 1 warning`; the empty text when there are none. */
export function countsOf(diagnostics: readonly Diagnostic[]): string {
  const names = { error: 'error', warning: 'warning', info: 'note' } as const;
  return (['error', 'warning', 'info'] as const)
    .map((severity) => ({ severity, count: diagnostics.filter((one) => one.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => counted(count, names[severity]))
    .join(', ');
}

/**
 * The diagnostics as text for people: loudest first, equal ones folded, the rest beyond the limit counted, totals at
 * the end.
 */
export function renderPretty(diagnostics: readonly Diagnostic[], options: PrettyOptions): string {
  if (diagnostics.length === 0) return '';
  const { colors, limit } = options;
  const folded = fold(diagnostics.toSorted(byImportance));
  const shown = folded.slice(0, limit).map((one) => entry(one, options));
  const hidden = folded.slice(limit).reduce((sum, { places }) => sum + places.length, 0);
  const more = hidden === 0 ? '' : `... and ${hidden} more (all of them with ${colors.bold('--json')})\n\n`;
  return `${shown.join('\n')}\n${more}${colors.bold(countsOf(diagnostics))}\n`;
}
