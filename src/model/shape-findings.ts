import type { z } from 'zod';
import type { Finding } from '../diagnostics/diagnostic.ts';
import { nearName } from '../shared/near-name.ts';
import { quote } from './findings.ts';
import { knownKeys } from './schema-parts.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly (string | number)[];

const measureKinds = new Set('count rate share quantile value plus minus states up promql'.split(' '));

/** A finding, and the field that it is about. */
interface ShapeFinding extends Finding {
  /** The path of a field that is missing. */
  readonly lacks?: string;
  /** The path of the field that a misspelt one was meant to be. */
  readonly means?: string;
}

/** The findings about what the schema refused. A field that is there under a misspelt name is not missing as well. */
export function shapeFindings(issues: readonly Issue[], document: unknown): readonly Finding[] {
  const all = issues.flatMap((issue) => findingsOf(issue, [], document));
  const meant = new Set(all.flatMap(({ means }) => means ?? []));
  return all
    .filter(({ lacks }) => lacks === undefined || !meant.has(lacks))
    .map(({ lacks, means, ...finding }) => finding);
}

/** A path as a key of sets. */
const pathKey = (path: Path): string => JSON.stringify(path);

function findingsOf(issue: Issue, base: Path, document: unknown): readonly ShapeFinding[] {
  const path = [...base, ...issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key))];
  const value = valueAt(document, path);
  if (value === missing) return [missingField(issue, path)];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownField(key, path, issue.message));
    case 'invalid_format':
      return [wrong('shape/empty', path, `${subject(path)} is empty`, `write ${issue.message}`)];
    case 'invalid_value':
      return [unknownValue(path, value, issue.message)];
    case 'invalid_union': {
      if (issue.discriminator !== undefined) return [unknownKind(issue, path, value)];
      const branch = intendedBranch(issue.errors);
      return branch === undefined
        ? [unfit(path, value, issue.message)]
        : branch.flatMap((inner) => findingsOf(inner, path, document));
    }
    default:
      return [unfit(path, value, issue.message)];
  }
}

const missing: unique symbol = Symbol('missing');

function valueAt(document: unknown, path: Path): unknown {
  let value = document;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return missing;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}

/**
 * The alternative that the author most likely meant: the one that has the kind of value which is there, and the fewest
 * faults. None when two are equally near.
 */
function intendedBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const sameKind = branches.filter((issues) =>
    issues.every(({ path, code }) => path.length > 0 || code === 'unrecognized_keys' || code === 'invalid_format'),
  );
  const [best, second] = sameKind.toSorted((a, b) => a.length - b.length);
  return best === undefined || second?.length === best.length ? undefined : best;
}

function wrong(code: string, path: Path, message: string, help: string, atKey = false): Finding {
  return { code, severity: 'error', message, help, place: { path, ...(atKey && { atKey }) } };
}

/** The field, as a message names it: `for`, item 3 of `targets`. */
function subject(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return 'the specification';
  if (typeof last === 'string') return quote(last);
  const list = path.findLast((key) => typeof key === 'string');
  return `item ${last + 1} of ${list === undefined ? 'the list' : quote(list)}`;
}

function missingField(issue: Issue, path: Path): ShapeFinding {
  const field = String(path.at(-1));
  const help =
    issue.code === 'invalid_union' && issue.discriminator !== undefined
      ? `add \`${field}\`: one of ${listed(optionsOf(issue))}`
      : `add \`${field}\`: ${expected(issue)}`;
  return {
    ...wrong('shape/missing-field', path.slice(0, -1), `${quote(field)} is missing`, help),
    lacks: pathKey(path),
  };
}

const expected = (issue: Issue): string =>
  issue.code === 'invalid_value' && issue.message.startsWith('Invalid') ? listed(issue.values) : issue.message;

function unknownField(key: string, path: Path, message: string): ShapeFinding {
  if (key === '<<') {
    const help = 'write the fields out: merge keys are not a part of YAML 1.2';
    return wrong('shape/unknown-field', [...path, key], '`<<` is not a known field', help, true);
  }
  const known = message.startsWith(knownKeys) ? message.slice(knownKeys.length).split(' ') : [];
  const near = nearName(key, known);
  const help = near === undefined ? `remove it; known are ${listed(known)}` : `did you mean \`${near}\`?`;
  const finding = wrong('shape/unknown-field', [...path, key], `${quote(key)} is not a known field`, help, true);
  return { ...finding, ...(near !== undefined && { means: pathKey([...path, near]) }) };
}

const optionsOf = (issue: Issue): readonly string[] =>
  'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];

function unknownKind(issue: Issue, path: Path, value: unknown): Finding {
  const options = optionsOf(issue);
  const isCondition = options.includes('compare');
  if (isCondition && typeof value === 'string' && measureKinds.has(value)) {
    const message = `\`${value}\` is a measure, where a condition is meant`;
    const help = `compare it with a threshold: \`{ kind: compare, measure: { kind: ${value}, ... }, op: above, threshold: ... }\``;
    return wrong('shape/unknown-value', path, message, help);
  }
  const near = typeof value === 'string' ? nearName(value, options) : undefined;
  const help = near === undefined ? `use one of ${listed(options)}` : `did you mean \`${near}\`?`;
  return wrong('shape/unknown-value', path, `${subject(path)} cannot be ${found(value)}`, help);
}

function unknownValue(path: Path, value: unknown, what: string): Finding {
  return wrong('shape/unknown-value', path, `${subject(path)} cannot be ${found(value)}`, `write ${what}`);
}

function unfit(path: Path, value: unknown, what: string): Finding {
  return wrong('shape/wrong-type', path, `${subject(path)} cannot be ${found(value)}`, `write ${what}`);
}

const listed = (names: readonly unknown[]): string => names.map((name) => quote(String(name))).join(', ');

/** What is there, in words. */
function found(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') {
    const keys = Object.keys(value);
    return keys.length === 0 || keys.length > 3 ? 'an object' : `an object with ${listed(keys)}`;
  }
  return typeof value === 'string' ? `the text ${quote(value)}` : quote(String(value));
}
