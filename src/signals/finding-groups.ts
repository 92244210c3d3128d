import type { Diagnostic, DiagnosticSeverity, Location } from '../diagnostics/diagnostic.ts';

/** One thing that is wrong, at one place. */
export interface SignalFinding {
  readonly code: string;
  readonly severity: DiagnosticSeverity;
  /** What makes two findings of one code the same, whatever their values: the field, the name of the span. */
  readonly about: string;
  /** The fact; written when the finding is the first of its group. */
  readonly message: () => string;
  readonly help: string;
  readonly location?: Location;
}

/** Equal findings: the first in full, and where some of the others are. */
export interface FindingGroup {
  readonly code: string;
  readonly severity: DiagnosticSeverity;
  readonly about: string;
  readonly message: string;
  readonly help: string;
  readonly count: number;
  /** The first few. */
  readonly locations: readonly Location[];
}

/** Collects findings in a bounded amount of memory, however many there are. */
export interface FindingGroups {
  readonly add: (finding: SignalFinding) => void;
  /** In the order of their first findings. */
  readonly groups: () => readonly FindingGroup[];
  /** How many findings there are of each code. */
  readonly counts: () => Readonly<Record<string, number>>;
}

/** Groups that are kept; findings of further ones are only counted. */
const mostGroups = 1000;
/** Places that are kept of each group. */
const mostPlaces = 5;

/** Starts a collection. */
export function findingGroups(): FindingGroups {
  const groups = new Map<string, FindingGroup & { count: number; locations: Location[] }>();
  const counts = new Map<string, number>();
  return {
    add: ({ code, severity, about, message, help, location }) => {
      counts.set(code, (counts.get(code) ?? 0) + 1);
      const key = `${code}\0${about}`;
      const known = groups.get(key);
      if (known !== undefined) {
        known.count += 1;
        if (location !== undefined && known.locations.length < mostPlaces) known.locations.push(location);
      } else if (groups.size < mostGroups) {
        const locations = location === undefined ? [] : [location];
        groups.set(key, { code, severity, about, message: message(), help, count: 1, locations });
      }
    },
    groups: () => [...groups.values()],
    counts: () => Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

const grouped = new Intl.NumberFormat('en-US');

/** A group as a person reads it: the first finding, and how often and where there are more. */
export function groupDiagnostic({ code, severity, message, help, count, locations }: FindingGroup): Diagnostic {
  const [first, ...rest] = locations;
  const where = rest.map(({ file, line }) => (file === first?.file ? `line ${line}` : `${file}:${line}`)).join(', ');
  const times = count === 1 ? '' : ` (${grouped.format(count)} times${where === '' ? '' : `; next: ${where}`})`;
  return { code, severity, message: `${message}${times}`, help, ...(first === undefined ? {} : { location: first }) };
}
