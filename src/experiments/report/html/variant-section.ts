import type { Model } from '../../../model/model.ts';
import { timeText } from '../../check/times.ts';
import type { Verdict } from '../../check/verdict.ts';
import type { VariantReport } from '../report-variant.ts';
import type { TimelineEntry } from '../timeline-entries.ts';
import { chart, type PicturedVariant } from './chart.ts';
import { htmlText, prose } from './html-text.ts';

/** A variant that was played, with its report, and with that of a run on real programs where there was one. */
export type ReportedVariant = PicturedVariant & { readonly report: VariantReport };

/** What came of all expectations, simulated and for real. */
export const allVerdicts = ({ verdicts, live }: ReportedVariant): readonly Verdict[] => [
  ...verdicts,
  ...(live?.verdicts ?? []),
];

export const variantId = ({ experiment, variant }: Pick<VariantReport, 'experiment' | 'variant'>): string =>
  `${experiment.name}--${variant.name}`;

/** Whether all expectations were met, as a badge. */
export function badge(verdicts: readonly Verdict[]): string {
  const failed = verdicts.filter(({ ok }) => !ok).length;
  const text = failed === 0 ? 'as expected' : `${failed} of ${verdicts.length} expectations failed`;
  return `<span class="badge ${failed === 0 ? 'pass' : 'fail'}">${text}</span>`;
}

/** One variant: its chart, what it expects, what happened. */
export function variantSection(model: Model, result: ReportedVariant): string {
  const { variant, verdicts, report, live } = result;
  const id = variantId(result);
  const finding =
    variant.finding === undefined ? '' : `<aside><h4>Finding</h4><p>${prose(variant.finding)}</p></aside>`;
  return [
    `<article id="${id}"><div class="head"><h3>${htmlText(variant.name)}</h3>${badge(allVerdicts(result))}</div>`,
    `<p>${prose(variant.what)}</p>`,
    `<figure><div class="scroll" role="group" tabindex="0" aria-label="chart">${chart(model, result, `${id}-table`)}</div>`,
    `<figcaption>One run, ${htmlText(report.observed.run)}. The expectations hold for ${result.runs.length} runs with scrapes at different times.${live === undefined ? '' : ` Below it, marked “real”, a run ${htmlText(live.observed.run)}.`}</figcaption></figure>`,
    finding,
    `<div class="columns"><section><h4>Expected</h4><ul class="checks">${verdicts.map(check).join('')}</ul></section>`,
    live === undefined
      ? ''
      : `<section><h4>The same, on real programs</h4><ul class="checks">${live.verdicts.map(check).join('')}</ul></section>`,
    `<section><h4>Method</h4><ol>${variant.method.map((step) => `<li>${prose(step)}</li>`).join('')}</ol></section></div>`,
    story(report, 'What happened, in words', `${id}-table`),
    live === undefined ? '' : story(live, 'What happened on real programs', `${id}-real`),
    '</article>',
  ].join('\n');
}

const story = ({ timeline }: VariantReport, title: string, id: string): string =>
  `<details><summary>${title}</summary><div class="scroll"><table id="${id}"><thead><tr><th>after the fault</th><th>what</th></tr></thead><tbody>${timeline.map(row).join('')}</tbody></table></div></details>`;

const check = ({ ok, expected, got }: Verdict): string =>
  `<li class="${ok ? 'pass' : 'fail'}">${prose(expected)} <span class="got">(${prose(got)})</span></li>`;

const words: Readonly<Record<TimelineEntry['kind'], string>> = {
  effect: '',
  pending: 'pending: ',
  firing: '<strong>fires</strong>: ',
  over: 'over: ',
  told: '<strong>told</strong>: ',
  resolved: 'told: ',
  held: 'held back: ',
};

const row = ({ time, kind, text }: TimelineEntry): string =>
  `<tr><td class="time">${timeText(time)}</td><td>${words[kind]}${htmlText(text)}</td></tr>`;
