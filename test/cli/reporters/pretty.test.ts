import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { colorsFor, plain } from '../../../src/cli/reporters/colors.ts';
import { renderPretty } from '../../../src/cli/reporters/pretty.ts';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';

const golden = (name: string) => fileURLToPath(new URL(`../../golden/cli/${name}`, import.meta.url));

const source = `alerts:
  - name: HighCrashRate
    when:
      kind: compare
      measure: { kind: count, of: { metric: crashes_total }, in: 5 min, by: [braker] }
`;
const file = 'tocsin.config.yaml';
const diagnostics: readonly Diagnostic[] = [
  {
    code: 'alerts/unused',
    severity: 'warning',
    message: 'nothing reads `x`',
    help: 'delete it',
    location: { file, line: 2, column: 5 },
  },
  {
    code: 'model/duration',
    severity: 'error',
    message: '`5 min` is not a duration',
    help: 'write it as `5m`',
    location: { file, line: 5, column: 66, endLine: 5, endColumn: 71 },
    path: 'alerts[0].when.measure.in',
  },
  {
    code: 'model/unknown-label',
    severity: 'error',
    message: '`braker` is not a label of `crashes_total`',
    help: 'use one of `breaker`, `instance`,\nor declare it',
    location: { file, line: 5, column: 78, endLine: 5, endColumn: 84 },
    path: 'alerts[0].when.measure.by[0]',
  },
  { code: 'output/stale', severity: 'error', message: 'no place', help: '', path: 'alerts[1]' },
  {
    code: 'model/unknown-label',
    severity: 'error',
    message: '`braker` is not a label of `crashes_total`',
    help: 'use one of `breaker`, `instance`,\nor declare it',
    location: { file: 'other.yaml', line: 7, column: 1 },
  },
];
const options = { colors: plain, limit: 20, readSource: (name: string) => (name === file ? source : undefined) };

describe('renderPretty', () => {
  it('shows findings with their source, errors first, equal ones folded', async () => {
    await expect(renderPretty(diagnostics, options)).toMatchFileSnapshot(golden('pretty.txt'));
  });

  it('says the same with colours', () => {
    const colors = colorsFor({ write: () => {}, isTty: true }, {});
    const colored = renderPretty(diagnostics, { ...options, colors });
    expect(colored).toContain('\u001b[1m`5 min` is not a duration\u001b[22m');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control sequences
    expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(renderPretty(diagnostics, options));
  });

  it('counts what is beyond the limit', () => {
    const many = Array.from(
      { length: 30 },
      (_, i) => ({ code: 'a/b', severity: 'error', message: `no ${i}`, help: '' }) as const,
    );
    const text = renderPretty(many, { ...options, limit: 20 });
    expect(text.match(/^error/gm)).toHaveLength(20);
    expect(text).toContain('... and 10 more (all of them with --json)');
    expect(text).toContain('30 errors\n');
  });

  it('is silent without findings', () => {
    expect(renderPretty([], options)).toBe('');
  });

  it('does not let a finding drive the terminal', () => {
    const [nasty] = [
      { code: 'a/b', severity: 'error', message: '\u001b[2J`x`', help: '\u0007', path: '\u001b' } as const,
    ];
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it must have none
    expect(renderPretty([nasty], options)).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });
});
