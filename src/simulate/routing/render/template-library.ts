import { fail, ok, type Result } from '../../../shared/result.ts';
import { executeTemplate } from '../../templates/execute-template.ts';
import type { GoValue } from '../../templates/go-value.ts';
import type { ParsedTemplate, TemplateNode } from '../../templates/node.ts';
import { parseTemplate } from '../../templates/parse-template.ts';
import { TemplateError } from '../../templates/template-error.ts';
import type { AlertmanagerVersion } from '../matchers/parse-matchers.ts';
import { defaultTemplates } from './default-templates.ts';
import { printHtml } from './html-print.ts';
import { notificationFunctions } from './notification-functions.ts';
import { withoutComments } from './without-comments.ts';

/** A file of templates. */
export interface TemplateFile {
  readonly path: string;
  readonly content: string;
}

/** How a text is expanded. */
export interface ExpandOptions {
  readonly escapes: 'text' | 'html';
  /** Nanoseconds since 1970. */
  readonly now: bigint;
  /** What `routeLabels` of current releases says; empty texts when absent. */
  readonly routeLabel?: (name: string) => string;
}

/** The templates of a configuration; those of later files replace earlier ones and Alertmanager's own. */
export interface TemplateLibrary {
  readonly version: AlertmanagerVersion;
  /** Expands a text of the configuration. The error is Go's. */
  expand(text: string, data: GoValue, options: ExpandOptions): Result<string, string>;
  has(name: string): boolean;
}

/** A file that cannot be parsed. */
export interface TemplateFault {
  readonly path: string;
  readonly message: string;
}

const defaultSource = Object.entries(defaultTemplates)
  .map(([name, body]) => `{{ define "${name}" }}${body}{{ end }}`)
  .join('');

const noLabel = (): string => '';

/** Parses files of templates; every one that fails is an error. */
export function createTemplateLibrary(
  files: readonly TemplateFile[],
  version: AlertmanagerVersion,
): Result<TemplateLibrary, TemplateFault> {
  const language = {
    functions: notificationFunctions(version, { now: 0n, routeLabel: noLabel }),
    elseWith: version === 'current',
  };
  const defined = new Map<string, readonly TemplateNode[]>();
  const faults: TemplateFault[] = [];
  for (const { path, content } of [{ path: 'default.tmpl', content: defaultSource }, ...files]) {
    const parsed = parseTemplate(path.slice(path.lastIndexOf('/') + 1), content, language);
    if (!parsed.ok) {
      faults.push(...parsed.errors.map((message) => ({ path, message })));
      continue;
    }
    for (const [name, nodes] of parsed.value.defined) defined.set(name, nodes);
    defined.set(parsed.value.name, parsed.value.body);
  }
  if (faults.length > 0) return fail(...faults);
  const parsedTexts = new Map<string, Result<ParsedTemplate, string>>();
  const parse = (text: string): Result<ParsedTemplate, string> => {
    const known = parsedTexts.get(text);
    if (known !== undefined) return known;
    const own = parseTemplate('', text, language);
    const parsed = own.ok ? ok({ ...own.value, defined: new Map([...defined, ...own.value.defined]) }) : own;
    parsedTexts.set(text, parsed);
    return parsed;
  };
  return ok({
    version,
    has: (name) => defined.has(name),
    expand(text, data, { escapes, now, routeLabel = noLabel }) {
      const finished = (one: string): string => (escapes === 'html' ? withoutComments(one) : one);
      if (!text.includes('{{')) return ok(finished(text));
      const parsed = parse(text);
      if (!parsed.ok) return parsed;
      const execution = {
        functions: notificationFunctions(version, { now, routeLabel }),
        rangesOverNumbers: version === 'current',
        ...(escapes === 'html' ? { print: printHtml } : {}),
      };
      try {
        return ok(finished(executeTemplate(parsed.value, data, execution)));
      } catch (error) {
        if (error instanceof TemplateError) return fail(error.message);
        throw error;
      }
    },
  });
}
