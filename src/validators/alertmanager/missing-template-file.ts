import { quote } from '../../model/findings.ts';
import { defineCheck } from '../check.ts';
import { filesOf } from '../output/glob.ts';

/** Reports template files that the configuration names and that are not there, and those that it does not load. */
export const missingTemplateFile = defineCheck({
  id: 'alertmanager/missing-template-file',
  severity: 'error',
  check({ alertmanager, paths, templates }, report) {
    if (alertmanager === undefined) return;
    const { path, value } = alertmanager;
    const loaded = new Set(value.templates.flatMap((pattern) => filesOf(pattern, path, paths)));
    value.templates.forEach((pattern, i) => {
      if (filesOf(pattern, path, paths).length > 0) return;
      const message = `there is no file of templates ${quote(pattern)}`;
      report({ file: path, at: ['templates', i], message, help: 'generate it, or name the file that is there' });
    });
    for (const template of templates) {
      if (loaded.has(template.path)) continue;
      const message = `Alertmanager does not load ${quote(template.path)}`;
      report({ file: template.path, message, help: 'name it in `templates` of the configuration, or remove it' });
    }
  },
});
