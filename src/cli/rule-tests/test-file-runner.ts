import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Diagnostic, Finding } from '../../diagnostics/diagnostic.ts';
import { compileRegex } from '../../promql/regex/compile-regex.ts';
import { checkTestFile, type TestCase } from '../../simulate/rule-tests/check-test-file.ts';
import { readTestFile } from '../../simulate/rule-tests/read-test-file.ts';
import { unmatchedRuleFile } from '../../simulate/rule-tests/vacuity.ts';
import { createLineIndex, locatePlace } from '../../simulate/rules/locate-place.ts';
import { readRuleFile } from '../../simulate/rules/read-rule-file.ts';
import { readYaml } from '../../simulate/rules/read-yaml.ts';
import type { LoadedGroup, PrometheusVersion } from '../../simulate/rules/rule.ts';
import type { YamlNode } from '../../simulate/rules/yaml-node.ts';
import { errnoOf } from '../files/fault.ts';
import { globFiles, isGlob } from './glob-files.ts';

/** How test files are run; can be handed to a worker thread. */
export interface RunSettings {
  readonly version: PrometheusVersion;
  /** Only test groups whose name it matches; an RE2 pattern, already checked. */
  readonly run?: string;
  /** Whether rule files may have keys that Prometheus does not know. */
  readonly ignoresUnknownFields: boolean;
  /** Whether tests that cannot fail are only warned about. */
  readonly allowsVacuous: boolean;
}

/** What became of one test file; can be handed over by a worker thread. */
export interface FileResult {
  /** Absolute. */
  readonly file: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly cases: readonly TestCase[];
  readonly groups: number;
  /** The rule files that it names, absolute. */
  readonly ruleFiles: readonly string[];
}

interface ReadRules {
  readonly groups: readonly LoadedGroup[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Findings about tests that cannot fail, which `--allow-vacuous` makes warnings of. */
const vacuousCodes: ReadonlySet<string> = new Set(
  ['no-tests', 'no-rule-file', 'unread-series', 'ignored-series', 'unknown-alert', 'before-for'].map(
    (code) => `rule-tests/${code}`,
  ),
);

/** A file of tests of routes names its configuration. */
const isAboutRoutes = /^alertmanager:/m;

/** Runs test files one by one; rule files that several of them name are read once. */
export function createTestFileRunner(settings: RunSettings): (file: string) => Promise<FileResult> {
  const { version, allowsVacuous } = settings;
  const ruleFiles = new Map<string, Promise<ReadRules>>();
  const pattern = settings.run === undefined ? undefined : compileRegex(settings.run, { dotMatchesNewline: false });
  const selectsName = (name: string): boolean => pattern?.ok !== true || pattern.value.find(name, 0) !== undefined;

  function rulesOf(path: string): Promise<ReadRules> {
    let known = ruleFiles.get(path);
    if (known === undefined) {
      known = readRules(path, settings);
      ruleFiles.set(path, known);
    }
    return known;
  }

  return async (file) => {
    const none = { file, cases: [], groups: 0, ruleFiles: [] };
    const source = readText(file);
    if (!source.ok) return { ...none, diagnostics: [source.diagnostic] };
    if (isAboutRoutes.test(source.text))
      return (await import('../routing/run-route-test-file.ts')).runRouteTestFile(file);
    const yaml = await readYaml(source.text);
    if (!yaml.ok)
      return { ...none, diagnostics: yaml.errors.map((error) => syntaxDiagnostic(error, file, source.text)) };
    const { root } = yaml.value;
    const read = readTestFile(root, version);
    const locate = createLocator(root, file, source.text);
    const malformed = read.file.ruleFiles.flatMap((one, i) => (isGlob(one) ? [] : [malformedRuleFile(i, one)]));
    const unreadable = [...read.findings, ...malformed];
    if (unreadable.length > 0) return { ...none, diagnostics: unreadable.map(locate) };
    const patterns = read.file.ruleFiles.map((one) => globFiles(dirname(file), one));
    const unmatched = patterns.flatMap((files, i) =>
      files.length > 0 ? [] : [unmatchedRuleFile(i, read.file.ruleFiles[i] ?? '')],
    );
    const paths = [...new Set(patterns.flat())];
    const rules = await Promise.all(paths.map(rulesOf));
    const broken = rules.flatMap(({ diagnostics }) => diagnostics);
    const soften = (finding: Finding): Finding =>
      allowsVacuous && vacuousCodes.has(finding.code) ? { ...finding, severity: 'warning' } : finding;
    if (broken.length > 0)
      return { ...none, ruleFiles: paths, diagnostics: [...broken, ...unmatched.map(soften).map(locate)] };
    const report = checkTestFile(
      read.file,
      rules.flatMap(({ groups }) => groups),
      {
        version,
        selects: ({ name }) => selectsName(name),
      },
    );
    const findings = [...unmatched, ...report.findings];
    return {
      file,
      diagnostics: findings.map(soften).map(locate),
      cases: report.cases,
      groups: report.groups,
      ruleFiles: paths,
    };
  };
}

type Text = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly diagnostic: Diagnostic };

const malformedRuleFile = (index: number, pattern: string): Finding => ({
  code: 'rule-tests/bad-pattern',
  severity: 'error',
  message: `\`${pattern}\` is not a pattern for files`,
  help: 'close the bracket, or write a backslash before it',
  place: { path: ['rule_files', index] },
});

/** Node reads fastest when told all. */
const asText = { encoding: 'utf8', flag: 'r' } as const;

function readText(file: string): Text {
  try {
    const text = readFileSync(file, asText);
    // A replacement character is rare enough to look twice.
    if (!text.includes('\ufffd') || isUtf8(readFileSync(file))) return { ok: true, text };
    const error = { message: 'a byte is not UTF-8', offset: text.indexOf('\ufffd') };
    return { ok: false, diagnostic: syntaxDiagnostic(error, file, text) };
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === undefined) throw error;
    const reason =
      { ENOENT: 'it does not exist', EISDIR: 'it is a folder', EACCES: 'permission denied' }[errno] ?? errno;
    const message = `cannot read \`${file}\`: ${reason}`;
    return {
      ok: false,
      diagnostic: { code: 'rule-tests/unreadable', severity: 'error', message, help: 'correct the path' },
    };
  }
}

async function readRules(path: string, { version, ignoresUnknownFields }: RunSettings): Promise<ReadRules> {
  const source = readText(path);
  if (!source.ok) return { groups: [], diagnostics: [source.diagnostic] };
  const yaml = await readYaml(source.text);
  if (!yaml.ok) {
    return { groups: [], diagnostics: yaml.errors.map((error) => syntaxDiagnostic(error, path, source.text)) };
  }
  const { groups, findings: all } = readRuleFile(yaml.value.root, path, version);
  const findings = ignoresUnknownFields ? all.filter(({ code }) => code !== 'rules/unknown-key') : all;
  return {
    groups,
    diagnostics: findings.length === 0 ? [] : findings.map(createLocator(yaml.value.root, path, source.text)),
  };
}

function syntaxDiagnostic(
  { message, offset }: { readonly message: string; readonly offset: number },
  file: string,
  text: string,
): Diagnostic {
  const location = { file, ...createLineIndex(text).position(offset) };
  return {
    code: 'rules/yaml',
    severity: 'error',
    message: `not valid YAML: ${message}`,
    help: 'correct the syntax',
    location,
  };
}

/** A function that turns findings about a file into diagnostics with lines and columns. */
function createLocator(root: YamlNode, file: string, text: string): (finding: Finding) => Diagnostic {
  let lines: ReturnType<typeof createLineIndex> | undefined;
  return ({ place, ...rest }) => {
    lines ??= createLineIndex(text);
    return { ...rest, location: locatePlace(root, lines, file, text, place) };
  };
}
