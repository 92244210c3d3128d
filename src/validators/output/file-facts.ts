import type { RuleFileContent } from '../../formats/rule-file.ts';
import { ruleFileSchema } from '../schemas/rule-file-schema.ts';
import { fileKind } from './file-kind.ts';
import { type LocatedRule, locatedRules } from './located-rule.ts';
import type { OutputFile } from './output-file.ts';
import { type DashboardPanels, panelsOf } from './panels-of.ts';
import { readYamlFile, type Unreadable } from './read-files.ts';

/** What the checks of other files need to know of a file; plain data. */
export type FileFacts =
  | { readonly kind: 'rules'; readonly path: string; readonly rules: readonly LocatedRule[] }
  | { readonly kind: 'dashboard'; readonly path: string; readonly dashboard: DashboardPanels }
  | { readonly kind: 'unreadable'; readonly path: string; readonly why: readonly Unreadable[] };

/** Reads a file of rules or a dashboard; no other file is of interest to others. */
export function factsOf(file: OutputFile): FileFacts | undefined {
  const { path } = file;
  switch (fileKind(path)) {
    case 'rules': {
      const read = readYamlFile<RuleFileContent>(file, ruleFileSchema);
      if (!read.ok) return { kind: 'unreadable', path, why: read.errors };
      return { kind: 'rules', path, rules: locatedRules(read.value) };
    }
    case 'dashboard': {
      const dashboard = panelsOf(file.content);
      return dashboard === undefined ? { kind: 'unreadable', path, why: [] } : { kind: 'dashboard', path, dashboard };
    }
    default:
      return undefined;
  }
}
