import { describe, expect, it } from 'vitest';
import { generateProvisioning } from '../../../src/generators/grafana/generate-provisioning.ts';
import { checkProvisioning } from '../../../src/validators/dashboards/check-provisioning.ts';
import { sampleModel } from '../../support/sample-model.ts';

const [providers, datasources] = generateProvisioning(sampleModel);

describe('checkProvisioning', () => {
  const check = (file: typeof providers, from: string, to: string) => {
    if (file === undefined || !file.content.includes(from)) throw new Error(`there is no \`${from}\``);
    const content = file.content.replace(from, to);
    return checkProvisioning(content, file.path).map(({ code, message, location }) => ({
      code,
      message,
      line: content.split('\n')[(location?.line ?? 0) - 1]?.trim(),
    }));
  };

  it('finds nothing in what is generated', () => {
    for (const file of [providers, datasources]) {
      expect(checkProvisioning(file?.content ?? '', file?.path ?? '')).toEqual([]);
    }
  });

  it('reports texts that Grafana would take for environment variables', () => {
    expect(check(datasources, '$${__value.raw}', '${__value.raw}')).toEqual([
      {
        code: 'provisioning/unescaped-dollar',
        message: 'Grafana would replace `${__value.raw}` by an environment variable',
        line: expect.stringContaining('url:'),
      },
    ]);
  });

  it('reports data sources that refer to none', () => {
    expect(check(datasources, 'datasourceUid: tempo', 'datasourceUid: tempus')).toEqual([
      {
        code: 'provisioning/unknown-datasource',
        message: 'there is no data source `tempus`',
        line: expect.stringContaining('datasourceUid: tempus'),
      },
    ]);
  });

  it('reports an address that is written down instead of taken from the environment', () => {
    expect(check(datasources, '${LOKI_URL}', 'http://loki:3100')).toEqual([
      {
        code: 'provisioning/schema',
        message: expect.stringContaining('`datasources.1.url` must match pattern'),
        line: 'url: http://loki:3100',
      },
    ]);
  });

  it('reports members that are unknown, and those that are missing', () => {
    expect(check(providers, 'allowUiUpdates: false', 'allowUiUpdate: false').map(({ message }) => message)).toEqual([
      '`providers.0` lacks `allowUiUpdates`',
      '`providers.0` has an unknown member `allowUiUpdate`',
    ]);
  });

  it('reports dashboards that could be edited in the browser', () => {
    expect(check(providers, 'allowUiUpdates: false', 'allowUiUpdates: true')).toEqual([
      { code: 'provisioning/schema', message: '`providers.0.allowUiUpdates` is `true`', line: 'allowUiUpdates: true' },
    ]);
  });

  it('says where a file stops being YAML', () => {
    const [found] = checkProvisioning('apiVersion: 1\nproviders: [', 'grafana/provisioning/dashboards/x.yml');
    expect(found).toMatchObject({ code: 'provisioning/not-yaml', location: { line: 2 } });
  });

  it('does not throw on deep nesting', () => {
    const deep = '['.repeat(20_000) + ']'.repeat(20_000);
    expect(checkProvisioning(deep, 'grafana/provisioning/dashboards/x.yml').length).toBeGreaterThan(0);
  });

  it.each(['', '- 1', 'null', 'x: &a [*a]', '{'])('does not throw on %j', (text) => {
    for (const kind of ['dashboards', 'datasources']) {
      expect(checkProvisioning(text, `grafana/provisioning/${kind}/x.yml`).length).toBeGreaterThan(0);
    }
  });
});
