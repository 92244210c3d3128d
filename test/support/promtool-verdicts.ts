import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * What the installed promtool thinks of each expression: `undefined` when it parses, its complaint otherwise.
 * All of them go through one run of `promtool check rules`.
 */
export function promtoolVerdicts(expressions: readonly string[]): readonly (string | undefined)[] {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-verdicts-'));
  try {
    const file = join(folder, 'rules.yml');
    // JSON strings are YAML, and the record's name is the expression's index.
    const rules = expressions.map((expr, i) => `  - record: r${i}\n    expr: ${JSON.stringify(expr)}\n`);
    writeFileSync(file, `groups:\n- name: g\n  rules:\n${rules.join('')}`);
    const run = spawnSync('promtool', ['check', 'rules', file], { encoding: 'utf8', maxBuffer: 1 << 28 });
    const verdicts = new Array<string | undefined>(expressions.length).fill(undefined);
    for (const [, index, complaint] of run.stderr.matchAll(
      /rule \d+, "r(\d+)": (?:could not parse expression: )?(.*)/g,
    ))
      verdicts[Number(index)] = complaint;
    if (run.status !== 0 && verdicts.every((verdict) => verdict === undefined))
      throw new Error(`promtool failed without naming a rule: ${run.stderr.slice(0, 2000)}`);
    return verdicts;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
