import { beforeAll, describe, expect, it } from 'vitest';
import { loadStack, type Stack } from '../../src/experiments/play/load-stack.ts';
import { playExperiment } from '../../src/experiments/play/play-experiment.ts';
import { experimentsPage } from '../../src/experiments/report/html/experiments-page.ts';
import type { ReportedVariant } from '../../src/experiments/report/html/variant-section.ts';
import { timelineEntries } from '../../src/experiments/report/timeline-entries.ts';
import { generate } from '../../src/generators/generate.ts';
import type { Experiment } from '../../src/model/experiment.ts';
import { sampleModel } from '../support/sample-model.ts';

const [sample] = sampleModel.experiments;
if (sample === undefined) throw new Error('the sample model has an experiment');

describe('experimentsPage', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await loadStack(await generate(sampleModel));
  });

  const played = (experiment: Experiment): readonly ReportedVariant[] =>
    experiment.variants.map((variant) => {
      const result = playExperiment(sampleModel, stack, experiment, variant);
      const { observed } = result.runs[0];
      const timeline = timelineEntries(sampleModel, variant, observed);
      return { ...result, report: { experiment, variant, observed, timeline, verdicts: result.verdicts } };
    });

  it('needs nothing but itself', () => {
    const page = experimentsPage(sampleModel, played(sample));
    expect(page).not.toMatch(/<script|<link|<img|@import|url\((?!#)|src=/);
    const links = [...page.matchAll(/href="([^"]*)"/g)].map(([, target]) => target ?? '');
    const ids = new Set([...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => `#${id}`));
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((target) => !ids.has(target))).toEqual([]);
    const references = [...page.matchAll(/(?:aria-labelledby|aria-describedby)="([^"]*)"|url\((#[^)]*)\)/g)];
    for (const [, id, url] of references) expect(ids).toContain(url ?? `#${id}`);
  });

  it('closes what it opens, and names every id once', () => {
    const page = experimentsPage(sampleModel, played(sample));
    const open: string[] = [];
    for (const [whole, closing, name = '', rest = ''] of page.matchAll(/<(\/?)([a-z][a-zA-Z0-9]*)([^>]*)>/g)) {
      if (/^(?:meta|wbr|br)$/.test(name) || rest.endsWith('/')) continue;
      if (closing === '') open.push(name);
      else expect(open.pop(), whole).toBe(name);
    }
    expect(open).toEqual([]);
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('shows the measure, the threshold, the states and the notifications', () => {
    const page = experimentsPage(sampleModel, played(sample));
    expect(page).toContain('shop_breaker_state with dependency payments');
    expect(page).toMatch(/<path class="series series-0" d="M[\d. -]+/);
    expect(page).toContain('class="firing"');
    expect(page).toContain('class="due"');
    expect(page).toContain('class="told told-firing"');
    expect(page).toContain('class="told told-resolved"');
    expect(page).toContain('prefers-color-scheme:dark');
    expect(page).toMatch(/<svg [^>]*role="img" aria-labelledby/);
    expect(page).toContain('<aside><h4>Finding</h4>');
  });

  it('says the same every time', () => {
    expect(experimentsPage(sampleModel, played(sample))).toBe(experimentsPage(sampleModel, played(sample)));
  });

  it('takes texts for texts', () => {
    const hostile = '<b onload="x">&\'</b>';
    const experiment: Experiment = {
      ...sample,
      title: hostile,
      expected: hostile,
      variants: sample.variants.map((variant) => ({
        ...variant,
        what: hostile,
        method: [hostile],
        finding: hostile,
        silent: [{ alert: 'ShopApiDown', because: hostile }],
      })),
    };
    const page = experimentsPage(sampleModel, played(experiment));
    expect(page).not.toContain('<b ');
    expect(page).toContain('&lt;b onload=&quot;x&quot;&gt;&amp;&#39;&lt;/b&gt;');
  });

  it('shows a run on real programs below the simulation, and counts its expectations', () => {
    const [result, ...others] = played(sample);
    if (result === undefined) throw new Error('the sample experiment has variants');
    const { observed } = result.runs[0];
    const alerts = observed.alerts.map((one) => ({ ...one, firing: (one.firing ?? 0) + 5000 }));
    const run = { ...observed, run: 'on real programs, 15 times as fast', alerts };
    const [first, ...verdicts] = result.verdicts;
    if (first === undefined) throw new Error('the sample experiment expects something');
    const live = {
      ...result.report,
      observed: run,
      timeline: timelineEntries(sampleModel, result.variant, run),
      verdicts: [{ ...first, ok: false, got: 'it came late' }, ...verdicts],
    };
    const page = experimentsPage(sampleModel, [{ ...result, live }, ...others]);
    const simulated = experimentsPage(sampleModel, [result, ...others]);
    const count = (text: string, what: string): number => text.split(what).length - 1;
    for (const what of ['class="firing"', 'class="told told-firing"', 'class="due"'])
      expect(count(page, what) - 1, what).toBeGreaterThan(count(simulated, what) - 1);
    expect(page).toMatch(/>real: ShopBreakerOpen<[\s\S]*>real: → /);
    expect(page).toContain('marked “real”, a run on real programs, 15 times as fast.');
    expect(page).toMatch(/The same, on real programs<\/h4><ul class="checks"><li class="fail">[^(]*\(it came late\)/);
    expect(page).toMatch(/\d+ of \d+ fail\./);
    expect(page).toContain('<summary>What happened on real programs</summary>');
    expect(simulated).not.toContain('real programs');
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('says which expectations failed', () => {
    const variants = sample.variants.map((variant) => ({
      ...variant,
      fires: variant.fires.map((one) => ({ ...one, by: 1000 })),
    }));
    const page = experimentsPage(sampleModel, played({ ...sample, variants }));
    expect(page).toMatch(/\d+ of \d+ expectations failed/);
    expect(page).toContain('<li class="fail"><code>ShopBreakerOpen</code> fires by 1s');
  });
});
