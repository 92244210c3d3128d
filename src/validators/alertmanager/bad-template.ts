import { defineCheck } from '../check.ts';
import { parseNotificationTemplate } from '../output/template-file.ts';
import { templateTexts } from './template-texts.ts';

/** Reports notification templates that Alertmanager cannot parse. */
export const badTemplate = defineCheck({
  id: 'alertmanager/bad-template',
  severity: 'error',
  check({ alertmanager, templates }, report) {
    const help = 'correct the template; functions that Alertmanager 0.25 lacks are not allowed';
    for (const { path, template } of templates) {
      if (template.ok) continue;
      for (const message of template.errors)
        report({ file: path, span: lineOf(path, message, templates), message, help });
    }
    if (alertmanager === undefined) return;
    for (const { text, at } of templateTexts(alertmanager.value)) {
      const parsed = parseNotificationTemplate(String(at.at(-1)), text);
      if (parsed.ok) continue;
      for (const message of parsed.errors) report({ file: alertmanager.path, at, message, help });
    }
  },
});

/** Go names the line of an error after the name of the template. */
function lineOf(
  path: string,
  message: string,
  templates: readonly { readonly path: string; readonly content: string }[],
): { readonly start: number; readonly end: number } {
  const number = Number(/^template: .*?:(\d+):/.exec(message)?.[1] ?? 1);
  const lines = (templates.find((one) => one.path === path)?.content ?? '').split('\n');
  const start = lines.slice(0, number - 1).reduce((sum, line) => sum + line.length + 1, 0);
  return { start, end: start + (lines[number - 1]?.length ?? 0) };
}
