import type { NativeHistogram } from '../../promql/histogram/native-histogram.ts';
import type { Labels } from '../../promql/storage/label-table.ts';
import { remember } from '../../shared/remember.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { executeTemplate } from './execute-template.ts';
import { goFunctions } from './go-functions.ts';
import { type GoSample, type GoValue, goLabels } from './go-value.ts';
import type { ParsedTemplate } from './node.ts';
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
  /** Of `data`: an alert has several templates. */
  fields: ReadonlyMap<string, GoValue>;
}

interface ReadTemplate {
  readonly template: ParsedTemplate;
  readonly reads: TemplateReads;
  /** For most templates: texts, and names of labels that stand between them. */
  readonly parts: readonly TemplatePart[] | undefined;
}

type TemplatePart = { readonly text: string } | { readonly label: string };

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
  const table: FunctionTable = { functions: new Map([...goFunctions, ...own]), data: undefined, fields: new Map() };
  return table;
}

const tables: Readonly<Record<TemplateDialect, FunctionTable>> = { '3': createTable('3'), '2.42': createTable('2.42') };

function parse(name: string, source: string, dialect: TemplateDialect): Result<ParsedTemplate, string> {
  const language = { functions: tables[dialect].functions, elseWith: dialect === '3' };
  return parseTemplate(name, prefix + source, language, { length: prefix.length, variables: variableNames });
}

/** What a text comes to in the template of whatever alert; `undefined` when it does not parse. */
const readersOf = (dialect: TemplateDialect): ((source: string) => ReadTemplate | undefined) =>
  remember(
    (source) => {
      const parsed = parse('', source, dialect);
      if (!parsed.ok) return undefined;
      return { template: parsed.value, reads: templateReads(parsed.value), parts: partsOf(parsed.value) };
    },
    (read) => read !== undefined && read.template.text.length <= 2000,
  );

/** `undefined` unless there is nothing but texts and `{{ $labels.name }}`. */
function partsOf({ body }: ParsedTemplate): readonly TemplatePart[] | undefined {
  const parts: TemplatePart[] = [];
  for (const node of body) {
    if (node.kind === 'text') {
      parts.push({ text: node.text });
      continue;
    }
    if (node.kind !== 'action' || node.pipeline.declares.length > 0) return undefined;
    const [command, ...more] = node.pipeline.commands;
    const [operand, ...others] = command?.operands ?? [];
    if (operand?.kind !== 'variable' || operand.name !== '$labels' || more.length + others.length > 0) return undefined;
    const [label, ...deeper] = operand.names;
    if (label === undefined || deeper.length > 0) return undefined;
    parts.push({ label });
  }
  return parts;
}

/** Labels are short, but who knows what a test calls one. */
const shortLabel = 1000;

/** The text of a simple template; `undefined` when it might become too long. */
function joined(parts: readonly TemplatePart[], labels: Labels): string | undefined {
  let text = '';
  for (const part of parts) {
    if ('text' in part) {
      text += part.text;
      continue;
    }
    const value = Object.hasOwn(labels, part.label) ? (labels[part.label] ?? '') : '';
    if (value.length > shortLabel) return undefined;
    text += value;
  }
  return text;
}

const readers = { '3': readersOf('3'), '2.42': readersOf('2.42') } as const;

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
  const read = readers[dialect](source);
  if (read === undefined) {
    const parsed = parse(name, source, dialect);
    return parsed.ok ? fail('not a template') : parsed;
  }
  const { parts } = read;
  const template = { ...read.template, name };
  return ok({
    source,
    dependsOnlyOnLabels: read.reads.onlyLabels,
    queries: read.reads.queries,
    expand(data) {
      const simple = parts === undefined ? undefined : joined(parts, data.labels);
      if (simple !== undefined) return simple;
      if (table.data !== data) {
        table.data = data;
        table.fields = fieldsOf(data);
      }
      const { fields } = table;
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
