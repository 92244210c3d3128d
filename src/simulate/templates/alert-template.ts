import type { NativeHistogram } from '../../promql/histogram/native-histogram.ts';
import type { Labels } from '../../promql/storage/label-table.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { executeTemplate } from './execute-template.ts';
import { goFunctions } from './go-functions.ts';
import { type GoSample, type GoValue, goLabels } from './go-value.ts';
import { parseTemplate } from './parse-template.ts';
import { prometheusFunctions, type TemplateDialect } from './prometheus-functions.ts';
import { CallError, TemplateError } from './template-error.ts';
import type { FunctionMap } from './template-function.ts';
import { type TemplateReads, templateReads } from './template-reads.ts';

/** A row of a query that a template makes. */
export interface TemplateRow {
  readonly labels: Labels;
  readonly value: number | NativeHistogram;
}

/** What a template is expanded with. */
export interface AlertTemplateData {
  /** Of the sample that raised the alert, its metric name included. */
  readonly labels: Labels;
  readonly value: number | NativeHistogram;
  readonly externalLabels: Labels;
  readonly externalUrl: string;
  /** Seconds since 1970 of the evaluation. */
  readonly nowSeconds: number;
  /** Answers the template function `query`. */
  readonly query: (text: string) => Result<readonly TemplateRow[], string>;
}

/** A label or annotation of a rule, parsed once. */
export interface AlertTemplate {
  /** The text as it stands in the rule. */
  readonly source: string;
  /** Whether the same labels always give the same text. */
  readonly dependsOnlyOnLabels: boolean;
  /** The queries that expansions make; `dynamic` when they are put together only then. */
  readonly queries: TemplateReads['queries'];
  /** The text for one alert; an error becomes part of it, as in Prometheus: `<error expanding template: ...>`. */
  expand(data: AlertTemplateData): string;
}

/** What Prometheus puts before every label and annotation: places in its errors count it. */
const prefix =
  '{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}{{$externalURL := .ExternalURL}}{{$value := .Value}}';

/** The variables that the prefix declares, in the order of the fields that they hold. */
const variableNames = ['$labels', '$externalLabels', '$externalURL', '$value'] as const;

/** All functions of one dialect, and the alert for which they are called: set anew for every expansion. */
interface FunctionTable {
  readonly functions: FunctionMap;
  data: AlertTemplateData | undefined;
}

function createTable(dialect: TemplateDialect): FunctionTable {
  const own = prometheusFunctions({
    dialect,
    nowSeconds: () => table.data?.nowSeconds ?? 0,
    query(text) {
      const rows = table.data?.query(text) ?? ok([]);
      if (!rows.ok) throw new CallError(rows.errors.join('; '));
      return rows.value.map(
        ({ labels, value }): GoSample => ({ kind: 'sample', labels: goLabels(labels), value: goNumber(value) }),
      );
    },
  });
  const table: FunctionTable = { functions: new Map([...goFunctions, ...own]), data: undefined };
  return table;
}

const tables: Readonly<Record<TemplateDialect, FunctionTable>> = { '3': createTable('3'), '2.42': createTable('2.42') };

/** Parses a label or annotation of the alert `alertName`. The error is the one with which Prometheus refuses the rule file. */
export function parseAlertTemplate(
  alertName: string,
  source: string,
  dialect: TemplateDialect,
): Result<AlertTemplate, string> {
  if (!source.includes('{{')) return ok({ source, dependsOnlyOnLabels: true, queries: 'none', expand: () => source });
  const name = `__alert_${alertName}`;
  const isModern = dialect === '3';
  const valueType = isModern ? 'interface {}' : 'float64';
  const table = tables[dialect];
  const language = { functions: table.functions, elseWith: isModern };
  const parsed = parseTemplate(name, prefix + source, language, { length: prefix.length, variables: variableNames });
  if (!parsed.ok) return fail(...parsed.errors);
  const template = parsed.value;
  const { onlyLabels, queries } = templateReads(template);
  return ok({
    source,
    dependsOnlyOnLabels: onlyLabels,
    queries,
    expand(data) {
      table.data = data;
      const fields = fieldsOf(data);
      const variables = new Map([...fields].map(([, value], i) => [variableNames[i] ?? '', value] as const));
      const execution = { functions: table.functions, rangesOverNumbers: isModern, variables };
      try {
        return executeTemplate(template, { kind: 'data', valueType, fields }, execution);
      } catch (error) {
        if (!(error instanceof TemplateError)) throw error;
        return `<error expanding template: error executing template ${name}: ${error.message}>`;
      }
    },
  });
}

const goNumber = (value: number | NativeHistogram) =>
  typeof value === 'number' ? value : ({ kind: 'histogram', histogram: value } as const);

const fieldsOf = (data: AlertTemplateData): ReadonlyMap<string, GoValue> =>
  new Map<string, GoValue>([
    ['Labels', goLabels(data.labels)],
    ['ExternalLabels', goLabels(data.externalLabels)],
    ['ExternalURL', data.externalUrl],
    ['Value', goNumber(data.value)],
  ]);
