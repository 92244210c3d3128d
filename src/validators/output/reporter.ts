import type { Diagnostic, DiagnosticSeverity, Finding, Location } from '../../diagnostics/diagnostic.ts';
import type { Fault } from '../check.ts';
import { locateInYaml } from './locate-in-yaml.ts';
import type { OutputFile } from './output-file.ts';

/** Files in which findings are located to the character; in the rest of a wholly broken output, to the file. */
const locatedFiles = 100;

/** Collects what checks find, and tells where it is. */
export interface Reporter {
  readonly report: (code: string, severity: DiagnosticSeverity, fault: Fault) => void;
  /** For what is located already. */
  readonly add: (...diagnostics: readonly Diagnostic[]) => void;
  /** Sorted by file and place; what no file can be blamed for comes first. */
  readonly diagnostics: () => readonly Diagnostic[];
}

/** @param files all files, by path */
export function createReporter(files: ReadonlyMap<string, OutputFile>): Reporter {
  const located: Diagnostic[] = [];
  const byFile = new Map<string, Finding[]>();
  return {
    add: (...diagnostics) => located.push(...diagnostics),
    report(code, severity, { file, at = [], span, atKey, message, help }) {
      if (file === undefined) {
        located.push({ code, severity, message, help });
        return;
      }
      const place = { path: at, ...(span === undefined ? {} : { span }), ...(atKey === undefined ? {} : { atKey }) };
      const findings = byFile.get(file) ?? [];
      findings.push({ code, severity, message, help, place });
      byFile.set(file, findings);
    },
    diagnostics() {
      const inFiles = [...byFile].flatMap(([path, findings], i) =>
        diagnosticsOf(path, findings, i < locatedFiles ? files.get(path)?.content : undefined),
      );
      return [...located, ...inFiles].toSorted(inOrder);
    },
  };
}

function diagnosticsOf(file: string, findings: readonly Finding[], text: string | undefined): readonly Diagnostic[] {
  const start = { file, line: 1, column: 1 };
  const inData = findings.filter(({ place }) => place.path.length > 0);
  const found =
    text === undefined || inData.length === 0
      ? []
      : locateInYaml(
          text,
          file,
          inData.map(({ place }) => place),
        );
  const locations = new Map(inData.map((finding, i) => [finding, found[i] ?? start]));
  return findings.map((finding) => {
    const { code, severity, message, help, place } = finding;
    const inText = text === undefined || place.span === undefined ? start : locateInText(text, file, place.span);
    return {
      code,
      severity,
      message,
      help,
      location: locations.get(finding) ?? inText,
      ...(place.path.length === 0 ? {} : { path: place.path.join('.') }),
    };
  });
}

function locateInText(text: string, file: string, span: { readonly start: number; readonly end: number }): Location {
  const position = (offset: number) => {
    const before = text.slice(0, offset).split('\n');
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  };
  const [from, to] = [position(span.start), position(span.end)];
  return { file, ...from, endLine: to.line, endColumn: to.column };
}

function inOrder({ location: a }: Diagnostic, { location: b }: Diagnostic): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
