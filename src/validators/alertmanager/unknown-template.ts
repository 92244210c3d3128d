import { quote } from '../../model/findings.ts';
import type { ParsedTemplate, TemplateNode } from '../../simulate/templates/node.ts';
import { defineCheck } from '../check.ts';
import { parseNotificationTemplate } from '../output/template-file.ts';
import { templateTexts } from './template-texts.ts';

/** Reports calls of notification templates that no loaded file defines: the notification would fail when it is sent. */
export const unknownTemplate = defineCheck({
  id: 'alertmanager/unknown-template',
  severity: 'error',
  check({ alertmanager, templates, suggest }, report) {
    // A file that cannot be parsed may define anything.
    if (templates.some(({ template }) => !template.ok)) return;
    const parsed = templates.flatMap((file) => (file.template.ok ? [{ file, template: file.template.value }] : []));
    const defined = new Set(parsed.flatMap(({ template }) => [...template.defined.keys()]));
    const fault = (name: string) => ({
      message: `no file of templates defines ${quote(name)}`,
      help: suggest(name, [...defined]),
    });
    for (const { file, template } of parsed) {
      for (const name of called(template)) {
        if (defined.has(name)) continue;
        const start = Math.max(0, file.content.indexOf(`"${name}"`));
        report({ file: file.path, span: { start, end: start + name.length + 2 }, ...fault(name) });
      }
    }
    if (alertmanager === undefined) return;
    for (const { text, at } of templateTexts(alertmanager.value)) {
      const template = parseNotificationTemplate('', text);
      if (!template.ok) continue;
      for (const name of called(template.value)) {
        if (!defined.has(name)) report({ file: alertmanager.path, at, ...fault(name) });
      }
    }
  },
});

/** The templates that a template calls, itself or in those that it defines. */
function called({ body, defined }: ParsedTemplate): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (nodes: readonly TemplateNode[]): void => {
    for (const node of nodes) {
      if (node.kind === 'template') names.add(node.name);
      else if ('body' in node) {
        visit(node.body);
        visit(node.otherwise ?? []);
      }
    }
  };
  visit(body);
  for (const nodes of defined.values()) visit(nodes);
  return names;
}
