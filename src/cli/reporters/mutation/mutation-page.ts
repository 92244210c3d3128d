import { evidenceText } from '../../mutation/evidence-text.ts';
import type { AlertSummary, LocatedMutant, MutationSummary } from '../../mutation/summary.ts';
import { xmlAttribute, xmlContent } from '../xml-text.ts';
import { pageStyle } from './page-style.ts';
import { timelineSvg } from './timeline-svg.ts';

/** One HTML page that needs nothing else: alerts, their mutants, what killed each, and a chart of the killing scenario. */
export function renderMutationPage(summary: MutationSummary): string {
  const { score, killed, survived, equivalent, alerts } = summary;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mutants: ${score}%</title>
<style>${pageStyle}</style>
</head>
<body>
<header>
<h1>${score}%</h1>
<p>of the mistakes that were made in ${ownersText(alerts)} are noticed by a test:
<b class="killed">${killed} killed</b>, <b class="survived">${survived} survived</b>,
<b class="equivalent">${equivalent} equivalent</b>.</p>
<p class="filters">Show
<label><input type="checkbox" id="show-survived" checked> survived</label>
<label><input type="checkbox" id="show-killed" checked> killed</label>
<label><input type="checkbox" id="show-equivalent" checked> equivalent</label></p>
</header>
<table class="alerts">
<thead><tr><th>Alert</th><th>Score</th><th></th><th>Killed</th><th>Survived</th><th>Equivalent</th><th>Tests</th></tr></thead>
<tbody>
${alerts.map(alertRow).join('\n')}
</tbody>
</table>
${alerts.map(alertSection).join('\n')}
</body>
</html>
`;
}

/** "3 alerts and 1 recording" */
function ownersText(owners: readonly AlertSummary[]): string {
  const count = (kind: AlertSummary['kind'], word: string): readonly string[] => {
    const found = owners.filter((one) => one.kind === kind).length;
    return found === 0 ? [] : [`${found} ${word}${found === 1 ? '' : 's'}`];
  };
  return [...count('alerting', 'alert'), ...count('recording', 'recording')].join(' and ');
}

const anchorOf = ({ alert, file }: AlertSummary): string => xmlAttribute(`${file}#${alert}`.replace(/\s/g, '-'));

const alertRow = (alert: AlertSummary): string =>
  `<tr><td><a href="#${anchorOf(alert)}">${xmlContent(alert.alert)}</a></td><td class="number">${alert.score}%</td>` +
  `<td><span class="bar"><span style="width:${alert.score}%"></span></span></td><td class="number">${alert.killed}</td>` +
  `<td class="number${alert.survived > 0 ? ' survived' : ''}">${alert.survived}</td>` +
  `<td class="number">${alert.equivalent}</td><td class="number">${alert.tests}</td></tr>`;

function alertSection(alert: AlertSummary): string {
  const order = { survived: 0, equivalent: 1, killed: 2 } as const;
  const mutants = [...alert.mutants].sort((a, b) => order[a.outcome] - order[b.outcome]);
  return `<section id="${anchorOf(alert)}"><h2>${xmlContent(alert.alert)} <small>${alert.score}% in ${xmlContent(alert.file)}</small></h2>
${mutants.map((mutant) => mutantItem(mutant, alert)).join('\n')}
</section>`;
}

/** The sentence, with what is quoted as code. */
const sentence = (change: string): string => xmlContent(change).replace(/`([^`]*)`/g, '<code>$1</code>');

function mutantItem(mutant: LocatedMutant, { alert, kind }: AlertSummary): string {
  const { outcome, operator, change, rule, location } = mutant;
  const place = location === undefined ? '' : `line ${location.line}`;
  const where = rule === alert ? place : `${rule} ${place}`;
  const head =
    `<span class="badge ${outcome}">${outcome}</span> <span class="what">${sentence(change)}</span>` +
    ` <span class="where">${operator}, ${xmlContent(where)}</span>`;
  return `<details class="mutant ${outcome}"><summary>${head}</summary>${detail(mutant, kind)}</details>`;
}

function detail({ outcome, killedBy, drawn, evidence, suggestion }: LocatedMutant, kind: AlertSummary['kind']): string {
  if (outcome === 'killed' && killedBy !== undefined) {
    const { file, group, assertion, states } = killedBy;
    const said = `<p>Noticed by <q>${xmlContent(group)}</q> in ${xmlContent(file)}: ${xmlContent(assertion)}.</p>`;
    return drawn === undefined || states === undefined ? said : said + timelineSvg(drawn, states);
  }
  const searched = evidence === undefined ? '' : ` The search found ${evidenceText(evidence, kind)}.`;
  if (outcome === 'equivalent') return `<p>${searched.trim()}</p>`;
  const remedy = suggestion === undefined ? searched : ` A test that does: <q>${xmlContent(suggestion)}</q>.`;
  return `<p>No test notices.${remedy}</p>`;
}
