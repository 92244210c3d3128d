import type { Result } from '../../shared/result.ts';
import type { ParsedTemplate } from '../../simulate/templates/node.ts';
import { parseTemplate } from '../../simulate/templates/parse-template.ts';
import type { OutputFile } from './output-file.ts';

/** A file of notification templates. */
export interface ParsedTemplateFile extends OutputFile {
  /** The error is Go's: `template: NAME:LINE: ...`. */
  readonly template: Result<ParsedTemplate, string>;
}

/** The functions that the templates of Alertmanager 0.25 have, and all later releases too. */
const functions = new Set([
  ...['and', 'call', 'eq', 'ge', 'gt', 'html', 'index', 'js', 'le', 'len', 'lt', 'ne', 'not', 'or', 'print', 'printf'],
  ...[
    'println',
    'slice',
    'urlquery',
    'join',
    'match',
    'reReplaceAll',
    'safeHtml',
    'stringSlice',
    'title',
    'toLower',
    'toUpper',
  ],
]);

/** Parses a text that Alertmanager takes for a template. */
export const parseNotificationTemplate = (name: string, text: string): Result<ParsedTemplate, string> =>
  parseTemplate(name, text, { functions, elseWith: false });

/** Parses a file of templates. */
export const templateFile = (file: OutputFile): ParsedTemplateFile => ({
  ...file,
  template: parseNotificationTemplate(file.path, file.content),
});
