import { describe, expect, it } from 'vitest';
import { parse } from '../../../src/promql/parser.ts';
import { expandVariables } from '../../../src/validators/dashboards/variables.ts';
import { betcodeArtifacts } from '../../support/betcode.ts';

interface Panel {
  readonly title: string;
  readonly type: string;
  readonly datasource: { readonly uid: string };
  readonly gridPos: { readonly w: number };
  readonly panels?: readonly Panel[];
  readonly targets: readonly {
    readonly refId: string;
    readonly datasource: { readonly type: string };
    readonly expr: string;
    readonly legendFormat?: string;
  }[];
}

async function logPanels(dashboard: string): Promise<readonly Panel[]> {
  const file = (await betcodeArtifacts()).find(({ path }) => path.endsWith(`dashboards/${dashboard}.json`));
  const { panels } = JSON.parse(file?.content ?? '') as { readonly panels: readonly Panel[] };
  return panels.find(({ title }) => title === 'Logs')?.panels ?? [];
}

describe('the rows of logs', () => {
  it('show the records of the dashboard’s jobs', async () => {
    const records = (await logPanels('relay')).map(({ type, targets }) => [type, targets.map(({ expr }) => expr)]);
    expect(records).toEqual([['logs', ['{job="betcode-relay", job=~"$job"} | json']]]);
  });

  it('compare what was counted with what was logged, by error, for jobs that count some', async () => {
    const [parity, records] = await logPanels('daemon');
    expect([parity?.title, records?.title]).toEqual(['Errors counted and logged', 'Log records']);
    expect(parity?.datasource.uid).toBe('-- Mixed --');
    expect(
      parity?.targets.map(({ refId, datasource, legendFormat }) => [refId, datasource.type, legendFormat]),
    ).toEqual([
      ['A', 'prometheus', 'counted: {{error_type}}'],
      ['B', 'prometheus', 'counted: {{error_type}}'],
      ['C', 'loki', 'logged: {{error_type}}'],
    ]);
    const [first, second, logged] = parity?.targets.map(({ expr }) => expr) ?? [];
    for (const [expr = '', metric] of [
      [first, 'betcode_ndjson_parse_errors_total'],
      [second, 'betcode_sqlite_errors_total'],
    ] as const) {
      expect(parse(expandVariables(expr)).ok).toBe(true);
      expect(expr).toMatch(/^sum by \(error_type\)/);
      expect(expr).toContain(metric);
      expect(expr).toContain('[5m');
    }
    expect(logged).toBe(
      'sum by (error_type) (count_over_time({job="betcode-daemon", job=~"$job"} | json | error_type != "" [5m]))',
    );
  });
});
