import { quote } from '../../model/findings.ts';
import { defineCheck } from '../check.ts';
import { filesOf } from '../output/glob.ts';

/** Reports rule files that `prometheus.yml` does not load: their alerts never ring. */
export const unloadedRules = defineCheck({
  id: 'prometheus/unloaded-rules',
  severity: 'error',
  check({ prometheus, paths, ruleFiles }, report) {
    if (prometheus === undefined) return;
    const { path, value } = prometheus;
    const loaded = new Set(value.rule_files.flatMap((pattern) => filesOf(pattern, path, paths)));
    const left = ruleFiles.filter((file) => !loaded.has(file));
    const [first] = left;
    if (first === undefined) return;
    const others = left.length > 1 ? ` and ${left.length - 1} other rule files` : '';
    const message = `Prometheus does not load ${quote(first)}${others}`;
    report({ file: path, at: ['rule_files'], message, help: 'load them: `rules/*.rules.yml`' });
  },
});
