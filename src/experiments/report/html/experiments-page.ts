import type { Model } from '../../../model/model.ts';
import { timeText } from '../../check/times.ts';
import { htmlText, prose } from './html-text.ts';
import { styles } from './styles.ts';
import { allVerdicts, badge, type ReportedVariant, variantId, variantSection } from './variant-section.ts';

/** Experiments that were played, as one page that needs nothing else: charts, expectations, what happened. */
export function experimentsPage(model: Model, results: readonly ReportedVariant[]): string {
  const title = `Experiments of ${model.service}`;
  const verdicts = results.flatMap(allVerdicts);
  const failed = verdicts.filter(({ ok }) => !ok).length;
  const sum = failed === 0 ? `All ${verdicts.length} expectations are met.` : `${failed} of ${verdicts.length} fail.`;
  const real = results.some(({ live }) => live !== undefined) ? ', and on a real Prometheus and Alertmanager' : '';
  const experiments = [...new Set(results.map(({ experiment }) => experiment))];
  return [
    '<!doctype html>',
    `<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${htmlText(title)}</title><style>${styles}</style></head>`,
    `<body><main><h1>${htmlText(title)}</h1>`,
    `<p class="lead">Faults injected on purpose, played through the generated rules and the generated routing${real}. ${sum}</p>`,
    summary(results),
    legend,
    ...experiments.map((experiment) =>
      [
        `<h2 id="${htmlText(experiment.name)}">${htmlText(experiment.title)}</h2><p>${prose(experiment.expected)}</p>`,
        ...results.filter((one) => one.experiment === experiment).map((one) => variantSection(model, one)),
      ].join('\n'),
    ),
    '</main></body></html>',
    '',
  ].join('\n');
}

function summary(results: readonly ReportedVariant[]): string {
  const rows = results.map((result) => {
    const { experiment, variant, report } = result;
    const fired = report.timeline.filter(({ kind }) => kind === 'firing');
    const told = report.timeline.filter(({ kind }) => kind === 'told');
    const list = (entries: typeof fired): string =>
      entries.length === 0
        ? '<span class="lead">nothing</span>'
        : entries
            .map(({ time, text }) => `${htmlText(text.split(' ')[0] ?? '').replace(/:$/, '')} at ${timeText(time)}`)
            .join('<br>');
    return `<tr><td><a href="#${variantId(result)}">${htmlText(experiment.name)}/<wbr>${htmlText(variant.name)}</a></td><td>${list(fired)}</td><td>${list(told)}</td><td>${badge(allVerdicts(result))}</td></tr>`;
  });
  return `<div class="scroll"><table><thead><tr><th>variant</th><th>fires</th><th>told</th><th>verdict</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

const sample = (shape: string, text: string): string =>
  `<li><svg viewBox="0 0 28 16" aria-hidden="true">${shape}</svg>${text}</li>`;

const legend = `<ul class="legend">${[
  sample('<path class="effect" d="M14 15l-5 -13h10z"/>', 'something happens'),
  sample('<line class="threshold" x1="0" x2="28" y1="8" y2="8"/>', 'threshold; shaded: the condition holds'),
  sample(
    '<defs><pattern id="legend-hatch" class="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6"/><line x1="0" y1="0" x2="0" y2="6"/></pattern></defs><rect class="pending" fill="url(#legend-hatch)" x="1" y="1" width="26" height="14"/>',
    'pending',
  ),
  sample('<rect class="firing" x="0" y="1" width="28" height="14"/>', 'firing'),
  sample('<rect class="due" x="1" y="1" width="26" height="14" rx="3"/>', 'it has to begin here'),
  sample('<circle class="told-firing" cx="14" cy="8" r="7"/>', 'somebody is told'),
  sample('<circle class="told-resolved" cx="14" cy="8" r="6"/>', 'somebody is told that it is over'),
].join('')}</ul>`;
