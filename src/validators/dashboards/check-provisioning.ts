import { type Document, isNode, LineCounter, parseDocument, visit } from 'yaml';
import type { Diagnostic, Location } from '../../diagnostics/diagnostic.ts';
import { conventions } from '../../model/conventions.ts';
import { collectFindings, type Findings, quote } from '../../model/findings.ts';
import { fail, type Result } from '../../shared/result.ts';
import { checkShape } from './check-shape.ts';
import { datasourcesSchema, providerSchema } from './provisioning-schema.ts';

/** What Grafana replaces in provisioning files: a dollar sign that is not doubled, and the name after it. */
const environment = /\$(?:\$|\{([^}]*)\}|(\w+)|)/g;

/** Checks a file of `grafana/provisioning/`; by its folder it is one of dashboards or of data sources. */
export function checkProvisioning(text: string, file: string): readonly Diagnostic[] {
  const lines = new LineCounter();
  const at = ([start, end]: readonly [number, number]): Location => {
    const [from, to] = [lines.linePos(start), lines.linePos(end)];
    return { file, line: from.line, column: from.col, endLine: to.line, endColumn: to.col };
  };
  const read = readYaml(text, lines);
  if (!read.ok) {
    return read.errors.map(({ message, range }) => ({
      code: 'provisioning/not-yaml',
      severity: 'error',
      message,
      help: 'write plain YAML: no anchors, and no deep nesting',
      location: at(range),
    }));
  }
  const { document, value } = read.value;
  const findings = collectFindings();
  const schema = file.includes('/datasources/') ? datasourcesSchema : providerSchema;
  checkShape(value, schema, 'provisioning/schema', findings);
  visitTexts(value, [], (found, path) => {
    checkEnvironment(found, path, findings);
    if (path.at(-1) === 'datasourceUid') checkReference(found, path, findings);
  });
  return findings.all.map(({ code, severity, message, help, place }) => {
    const range = rangeAt(document, place.path);
    return {
      code,
      severity,
      message,
      help,
      ...(range === undefined ? {} : { location: at(range) }),
      path: place.path.join('.'),
    };
  });
}

interface YamlError {
  readonly message: string;
  readonly range: readonly [number, number];
}

/** The document and its plain data. Anchors are refused: a document that contains itself has no end. */
function readYaml(
  text: string,
  lineCounter: LineCounter,
): Result<{ readonly document: Document; readonly value: unknown }, YamlError> {
  let document: Document.Parsed;
  try {
    document = parseDocument(text, { lineCounter, prettyErrors: false });
  } catch {
    // The parser calls itself for each level and runs out of stack.
    return fail({ message: 'this is nested too deeply', range: [0, 0] });
  }
  const errors: YamlError[] = document.errors.map(({ message, pos }) => ({ message, range: pos }));
  visit(document, {
    Alias: (_, { source, range }) => {
      errors.push({ message: `${quote(`*${source}`)} refers to an anchor`, range: [range?.[0] ?? 0, range?.[1] ?? 0] });
    },
  });
  return errors.length > 0 ? fail(...errors) : { ok: true, value: { document, value: document.toJS() as unknown } };
}

function visitTexts(
  value: unknown,
  path: readonly (string | number)[],
  visit: (text: string, path: readonly (string | number)[]) => void,
): void {
  if (typeof value === 'string') visit(value, path);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) visitTexts(inner, [...path, key], visit);
  }
}

/** A `$` that Grafana should leave alone has to be doubled; only addresses are taken from the environment. */
function checkEnvironment(text: string, path: readonly (string | number)[], findings: Findings): void {
  for (const { 0: written, 1: braced, 2: bare } of text.matchAll(environment)) {
    const name = braced ?? bare;
    if (written === '$$' || (name !== undefined && /^[A-Z][A-Z0-9_]*_URL$/.test(name))) continue;
    findings.error(
      'provisioning/unescaped-dollar',
      `Grafana would replace ${quote(written)} by an environment variable`,
      'write `$$` for a dollar sign',
      path,
    );
  }
}

function checkReference(uid: string, path: readonly (string | number)[], findings: Findings): void {
  const known: readonly string[] = Object.values(conventions.datasourceUid);
  if (known.includes(uid)) return;
  findings.error(
    'provisioning/unknown-datasource',
    `there is no data source ${quote(uid)}`,
    findings.suggest(uid, known),
    path,
  );
}

/** Where the value at a path is, or the nearest one around it. */
function rangeAt(document: Document, path: readonly (string | number)[]): readonly [number, number] | undefined {
  for (let length = path.length; length >= 0; length--) {
    const keys = path.slice(0, length).map((key) => (/^\d+$/.test(String(key)) ? Number(key) : key));
    const node = length === 0 ? document.contents : document.getIn(keys, true);
    if (isNode(node) && node.range) return [node.range[0], node.range[1]];
  }
  return undefined;
}
