import type { Diagnostic, Finding } from '../../diagnostics/diagnostic.ts';
import { indexProject, type ProjectIndex } from '../../mutants/project.ts';
import { type WorkItem, workList } from '../../mutants/work-list.ts';
import { compileRegex } from '../../promql/regex/compile-regex.ts';
import { readTestFile } from '../../simulate/rule-tests/read-test-file.ts';
import { createLineIndex, type LineIndex, locatePlace } from '../../simulate/rules/locate-place.ts';
import { readRuleFile } from '../../simulate/rules/read-rule-file.ts';
import { readYaml } from '../../simulate/rules/read-yaml.ts';
import type { YamlNode } from '../../simulate/rules/yaml-node.ts';
import type { ProjectSource, SourceText } from './project-source.ts';

/** A project that was read, with a way to find places in its files. */
export interface ReadProject {
  readonly index: ProjectIndex;
  readonly items: readonly WorkItem[];
  /** What is wrong with the files; then there is nothing to run. */
  readonly diagnostics: readonly Diagnostic[];
  readonly locate: (file: string, place: Finding['place']) => Diagnostic['location'];
}

/** Reads all files of a project. */
export async function readProject(source: ProjectSource): Promise<ReadProject> {
  const diagnostics: Diagnostic[] = [];
  const roots = new Map<string, { readonly root: YamlNode; readonly text: string; readonly lines: LineIndex }>();
  const locate: ReadProject['locate'] = (file, place) => {
    const known = roots.get(file);
    return known && locatePlace(known.root, known.lines, file, known.text, place);
  };

  async function read<T>(
    { path, text }: SourceText,
    convert: (root: YamlNode) => { readonly value: T; readonly findings: readonly Finding[] },
  ): Promise<T | undefined> {
    const yaml = await readYaml(text);
    if (!yaml.ok) {
      for (const { message, offset } of yaml.errors)
        diagnostics.push({
          code: 'rules/yaml',
          severity: 'error',
          message: `not valid YAML: ${message}`,
          help: 'correct the syntax',
          location: { file: path, ...createLineIndex(text).position(offset) },
        });
      return undefined;
    }
    const { root } = yaml.value;
    roots.set(path, { root, text, lines: createLineIndex(text) });
    const { value, findings } = convert(root);
    for (const { place, ...rest } of findings) {
      const location = locate(path, place);
      diagnostics.push({ ...rest, ...(location === undefined ? {} : { location }) });
    }
    return value;
  }

  const { version } = source;
  const ruleFiles = [];
  for (const file of source.ruleFiles) {
    const groups = await read(file, (root) => {
      const { groups: value, findings } = readRuleFile(root, file.path, version);
      return { value, findings };
    });
    if (groups !== undefined) ruleFiles.push({ path: file.path, groups });
  }
  const testFiles = [];
  for (const one of source.testFiles) {
    const file = await read(one, (root) => {
      const { file: value, findings } = readTestFile(root, version);
      return { value, findings };
    });
    if (file !== undefined) testFiles.push({ path: one.path, ruleFiles: one.ruleFiles, file });
  }
  const index = indexProject({ version, ruleFiles, testFiles, factsOf: (name) => source.facts[name] });
  const pattern = source.alert === undefined ? undefined : compileRegex(source.alert, { dotMatchesNewline: false });
  const selects = (name: string): boolean => pattern?.ok !== true || pattern.value.find(name, 0) !== undefined;
  return { index, items: diagnostics.length > 0 ? [] : workList(index, source.mutated, selects), diagnostics, locate };
}
