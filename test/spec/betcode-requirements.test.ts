import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runCli } from '../cli/support/run-cli.ts';
import { betcodeModel } from '../support/betcode.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const seed = fileURLToPath(new URL('../../../shared/seed/observability-requirements.md', import.meta.url));
const { requirements } = betcodeModel();

/** The sentences of a Markdown document: paragraphs, items of lists, rows of tables, the lines of a tree, a JSON example. */
function sentencesOf(text: string): readonly { readonly section: string; readonly text: string }[] {
  const found: { section: string; text: string }[] = [];
  const headings: string[] = [];
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const line = (lines[i] ?? '').trim();
    const section = (headings.length > 1 ? headings.slice(1) : headings).join(' / ');
    const [, marks, title] = /^(#+) (.*)$/.exec(line) ?? [];
    if (marks !== undefined && title !== undefined) headings.splice(marks.length - 1, Number.POSITIVE_INFINITY, title);
    else if (line.startsWith('```')) {
      const end = lines.findIndex((one, k) => k > i && one.trim() === '```');
      const block = lines.slice(i + 1, end);
      if (line === '```json') found.push({ section, text: JSON.stringify(JSON.parse(block.join('\n'))) });
      else
        for (const one of block) {
          const node = one.replace(/^[\s|+v-]+/, '').trim();
          if (node !== '') found.push({ section, text: node });
        }
      i = end;
    } else if (line.startsWith('|')) {
      const cells = line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim());
      const isHead = /^\|[\s|:-]+\|$/.test((lines[i + 1] ?? '').trim());
      if (!isHead && !/^[\s:-]+$/.test(cells.join(''))) found.push({ section, text: cells.join(' | ') });
    } else if (line !== '' && !/^-+$/.test(line))
      found.push({ section, text: line.replace(/^(?:- |\d+\. )/, '').replaceAll('**', '') });
  }
  return found;
}

describe('the requirements of betcode', () => {
  it('reads sentences out of a document', () => {
    const text =
      '# Doc\n\n**Version**: 1\n\n---\n\n## A\n\nOne.\n\n| x | y |\n|---|---|\n| `a` | b |\n\n```\nTop\n  |\n  v\n  +-- leaf\n```\n\n### B\n\n- `f` (field)\n1. first\n\n```json\n{\n "a": 1 }\n```\n';
    expect(sentencesOf(text)).toEqual([
      { section: 'Doc', text: 'Version: 1' },
      { section: 'A', text: 'One.' },
      { section: 'A', text: '`a` | b' },
      { section: 'A', text: 'Top' },
      { section: 'A', text: 'leaf' },
      { section: 'A / B', text: '`f` (field)' },
      { section: 'A / B', text: 'first' },
      { section: 'A / B', text: '{"a":1}' },
    ]);
  });

  it.skipIf(!existsSync(seed))('are every sentence of the document, in its order', () => {
    const own = requirements.map(({ section, text }) => ({ section, text }));
    expect(own).toEqual(sentencesOf(readFileSync(seed, 'utf8')));
  });

  it('name every required metric, alert, field and experiment', () => {
    const model = betcodeModel();
    const held = new Set(requirements.flatMap(({ heldBy }) => heldBy.map(({ kind, name }) => `${kind} ${name}`)));
    const own = (kind: string, items: readonly { readonly name: string; readonly added?: string }[]) =>
      items.flatMap(({ name, added }) => (added === undefined ? [`${kind} ${name}`] : []));
    const needed = [
      ...own('metric', model.metrics),
      ...own('alert', model.alerts),
      ...own('experiment', model.experiments),
      ...Object.keys({ ...model.logs?.required, ...model.logs?.contextual }).map((field) => `logField ${field}`),
      ...own('span', model.traces?.spans ?? []),
    ];
    expect(needed.filter((item) => !held.has(item))).toEqual([]);
  });

  it('are each proven by a test that runs, and made into a file, or it is said why not', () => {
    const unproven = requirements.filter(({ beyond, heldBy, tests }) =>
      beyond === undefined ? heldBy.length === 0 || tests.length === 0 : heldBy.length > 0,
    );
    expect(unproven.map(({ text }) => text)).toEqual([]);
    const paths = [...new Set(requirements.flatMap(({ tests }) => tests))];
    expect(
      paths.filter(
        (path) =>
          !/^(?:test\/.*\.test\.ts|output\/prometheus\/tests\/.*\.test\.yml)$/.test(path) ||
          !existsSync(`${root}${path}`),
      ),
    ).toEqual([]);
    // What holds a sentence is in a generated file: the page names it in the third column of four.
    const rows = readFileSync(`${root}docs/betcode.md`, 'utf8')
      .split('\n')
      .filter((line) => line.split(/(?<!\\)\|/).length === 6 && /\]\(\.\.\/src\/spec\//.test(line));
    expect(rows.length).toBe(52);
    expect(rows.filter((row) => !row.includes('](../output/'))).toEqual([]);
  });

  it('stand in docs/betcode.md as the spec has them, each test and each file that is named there exists', async () => {
    const { exitCode, stdout } = await runCli(['requirements', '--check', 'docs/betcode.md'], { cwd: root });
    expect(stdout).toBe('docs/betcode.md is current\n');
    expect(exitCode).toBe(0);
    const page = readFileSync(`${root}docs/betcode.md`, 'utf8');
    const targets = [...page.matchAll(/(?<!\\)\]\((?!#)([^)]+)\)/g)].map(([, target]) => target ?? '');
    expect(targets.length).toBeGreaterThan(100);
    expect([...new Set(targets)].filter((target) => !existsSync(`${root}docs/${target}`))).toEqual([]);
  });
});
