import type { DiagnosticSeverity, Finding, Place } from '../diagnostics/diagnostic.ts';
import { nearName } from '../shared/near-name.ts';

/** Keys and indexes from the root of the document. */
export type Path = Place['path'];

/** Collects what is wrong with a specification, so that all of it is reported at once. */
export interface Findings {
  readonly all: readonly Finding[];
  error(code: string, message: string, help: string, path: Path, more?: Omit<Place, 'path'>): void;
  warning(code: string, message: string, help: string, path: Path, more?: Omit<Place, 'path'>): void;
  /** Help about a name that nothing has: the near one, or the ones that exist. */
  suggest(name: string, candidates: readonly string[]): string;
}

/** Comparisons of names that one run may spend on suggestions: ten thousand misspelt names must not take minutes. */
const comparisons = 300_000;
/** Names that a help line lists at most. */
const shown = 8;

/** Starts a collection; suggestions of all its findings share one budget. */
export function collectFindings(): Findings {
  const all: Finding[] = [];
  let budget = comparisons;
  const add =
    (severity: DiagnosticSeverity): Findings['error'] =>
    (code, message, help, path, more = {}) => {
      all.push({ code, severity, message, help, place: { path, ...more } });
    };
  return {
    all,
    error: add('error'),
    warning: add('warning'),
    suggest: (name, candidates) => {
      budget -= candidates.length;
      const near = budget < 0 ? undefined : nearName(name, candidates);
      return near === undefined ? oneOf(candidates) : `did you mean \`${near}\`?`;
    },
  };
}

/** "use one of `a`, `b`", shortened. */
function oneOf(names: readonly string[]): string {
  if (names.length === 0) return 'declare it first: there is none yet';
  const some = names.slice(0, shown).map((name) => `\`${name}\``);
  const rest = names.length - some.length;
  if (names.length === 1) return `use ${some.join()}`;
  return `use one of ${some.join(', ')}${rest > 0 ? ` or ${rest} more` : ''}`;
}

/** A text of the author's as a message shows it: in backticks, on one line and not too long. */
export function quote(text: string | number): string {
  const line = String(text).replaceAll(/\s+/g, ' ').replaceAll('`', "'");
  return `\`${line.length > 80 ? `${line.slice(0, 80)}…` : line}\``;
}
