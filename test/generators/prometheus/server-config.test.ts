import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { generateRules } from '../../../src/generators/prometheus/rules.ts';
import { generateServerConfig } from '../../../src/generators/prometheus/server-config.ts';
import { conventions } from '../../../src/model/conventions.ts';
import type { Job, Model } from '../../../src/model/model.ts';
import { betcodeModel } from '../../support/betcode.ts';
import { promtool } from '../../support/promtool.ts';
import { hasProgram } from '../../support/real-programs.ts';
import { sampleModel } from '../../support/sample-model.ts';

const configOf = (model: Model): Record<string, unknown> => parse(generateServerConfig(model)[0]?.content ?? '');

const withLinks = (links: Partial<Model['links']>): Model => {
  const { grafana, runbooks } = sampleModel.links;
  return { ...sampleModel, links: { grafana, runbooks, ...links } };
};

const job = (name: string, metricsPath = '/metrics'): Job => ({
  name,
  targets: ['localhost:1'],
  metricsPath,
  description: '',
});

describe('generateServerConfig', () => {
  it('scrapes every job of the model, and Prometheus itself', () => {
    const model = { ...withLinks({}), jobs: [job('a'), job('b', '/stats')] };
    expect(configOf(model)['scrape_configs']).toEqual([
      { job_name: 'a', static_configs: [{ targets: ['localhost:1'] }] },
      { job_name: 'b', metrics_path: '/stats', static_configs: [{ targets: ['localhost:1'] }] },
      { job_name: 'prometheus', static_configs: [{ targets: ['localhost:9090'] }] },
    ]);
  });

  it('leaves a job of the name `prometheus` to the model', () => {
    const model = { ...withLinks({}), jobs: [job('prometheus')] };
    expect(configOf(model)['scrape_configs']).toHaveLength(1);
  });

  it('finds the servers where the links lead', () => {
    const alertmanagers = (link?: string) =>
      configOf(withLinks(link === undefined ? {} : { alertmanager: link }))['alerting'];
    expect(alertmanagers()).toEqual({ alertmanagers: [{ static_configs: [{ targets: ['localhost:9093'] }] }] });
    expect(alertmanagers('http://am.example.com')).toEqual({
      alertmanagers: [{ static_configs: [{ targets: ['am.example.com:80'] }] }],
    });
    expect(alertmanagers('https://example.com/tools/am')).toEqual({
      alertmanagers: [
        { scheme: 'https', path_prefix: '/tools/am', static_configs: [{ targets: ['example.com:443'] }] },
      ],
    });
    expect(alertmanagers('http://[::1]:9193')).toEqual({
      alertmanagers: [{ static_configs: [{ targets: ['[::1]:9193'] }] }],
    });
    const [self] = (
      configOf(withLinks({ prometheus: 'https://example.com/prom' }))['scrape_configs'] as unknown[]
    ).slice(-1);
    expect(self).toEqual({
      job_name: 'prometheus',
      scheme: 'https',
      metrics_path: '/prom/metrics',
      static_configs: [{ targets: ['example.com:443'] }],
    });
  });

  it('never waits longer for a scrape than until the next one', () => {
    const { global } = configOf({ ...sampleModel, scrapeInterval: 5000 });
    expect(global).toMatchObject({ scrape_interval: '5s', scrape_timeout: '5s' });
    expect(configOf(sampleModel)['global']).toEqual({
      scrape_interval: '15s',
      scrape_timeout: '10s',
      evaluation_interval: '15s',
      external_labels: { monitor: 'shop' },
    });
  });
});

describe.skipIf(!hasProgram('promtool'))('generateServerConfig, read by promtool', () => {
  it.each([
    ['shop', sampleModel],
    ['betcode', betcodeModel()],
    ['behind a proxy', withLinks({ prometheus: 'https://x.example/p', alertmanager: 'https://x.example/a' })],
    ['scraping every second', { ...sampleModel, scrapeInterval: 1000 }],
  ])('is a valid configuration that finds its rules: %s', (_name, model) => {
    const rules = generateRules(model);
    const { ok, output } = promtool(
      ['check', 'config', conventions.prometheusPath],
      [...rules, ...generateServerConfig(model)],
    );
    expect(output).not.toContain('FAILED');
    expect(output.match(/rules found/g)).toHaveLength(rules.length);
    expect(ok).toBe(true);
  });
});
