import { type AlloyBlock, AlloyExpression, serialiseAlloy } from '../../formats/alloy.ts';
import type { Artifact } from '../../formats/artifact.ts';
import { conventions } from '../../model/conventions.ts';
import type { LogFieldDocument, LogsDocument } from '../../model/document.ts';
import type { Job, Model } from '../../model/model.ts';
import { credentialKinds, redacted, secretField } from '../../shared/credentials.ts';

/** The environment variable with the log files of a job. */
const filesVariable = ({ name }: Job): string => `${name.replaceAll(/[^A-Za-z0-9]/g, '_').toUpperCase()}_LOGS`;

const labelOf = (name: string): string => name.replaceAll(/[^A-Za-z0-9]/g, '_').replace(/^(?=\d)/, '_');
const env = (name: string): string => `sys.env(${JSON.stringify(name)})`;

/**
 * `logs/config.alloy`: a pipeline of Grafana Alloy from the log files of the jobs to Loki. Every combination of label values
 * is a stream of its own, so that only fields with a closed list of values become labels; the contextual ones become
 * structured metadata. No file for a model without logs.
 */
export function generateLogPipeline(model: Model): readonly Artifact[] {
  const { logs, jobs, service } = model;
  if (logs === undefined || jobs.length === 0) return [];
  const process = labelOf(service);
  const sources = jobs.flatMap((job) => sourceOf(job, service, process));
  const blocks: readonly AlloyBlock[] = [
    ...sources,
    {
      name: 'loki.process',
      label: process,
      attributes: { forward_to: [new AlloyExpression(`loki.write.${process}.receiver`)] },
      blocks: stages(logs),
    },
    {
      name: 'loki.write',
      label: process,
      blocks: [
        {
          name: 'endpoint',
          attributes: { url: new AlloyExpression(`${env('LOKI_URL')} + "/loki/api/v1/push"`) },
        },
      ],
    },
  ];
  const content = serialiseAlloy(blocks, [
    'Run it with `alloy run config.alloy`. It reads from the environment:',
    '  LOKI_URL    the address of Loki, such as http://loki:3100',
    ...jobs.map(
      (job) => `  ${filesVariable(job)}    the log files of ${job.name}, such as /var/log/${job.name}/*.ndjson`,
    ),
  ]);
  return [{ path: conventions.logPipelinePath, content, from: 'logs' }];
}

function sourceOf(job: Job, service: string, process: string): readonly AlloyBlock[] {
  const label = labelOf(job.name);
  return [
    {
      name: 'local.file_match',
      label,
      attributes: {
        path_targets: [{ __path__: new AlloyExpression(env(filesVariable(job))), job: job.name, service }],
      },
    },
    {
      name: 'loki.source.file',
      label,
      attributes: {
        targets: new AlloyExpression(`local.file_match.${label}.targets`),
        forward_to: [new AlloyExpression(`loki.process.${process}.receiver`)],
      },
    },
  ];
}

const isClosed = (field: LogFieldDocument): boolean => 'oneOf' in field;

function stages({ required, contextual }: LogsDocument): readonly AlloyBlock[] {
  const fields = Object.entries({ ...required, ...contextual });
  const labels = fields.filter(([, field]) => isClosed(field)).map(([name]) => name);
  const metadata = Object.entries(contextual)
    .filter(([, field]) => !isClosed(field) && !('type' in field && field.type === 'preview'))
    .map(([name]) => name);
  const time = Object.entries(required).find(([, field]) => 'type' in field && field.type === 'timestamp')?.[0];
  const read = [...new Set([...(time === undefined ? [] : [time]), ...labels, ...metadata])];
  const toSelf = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, name]));
  return [
    {
      comment: ['Before anything is stored: what looks like a credential is not.'],
      name: 'stage.replace',
      attributes: {
        expression: `(${credentialKinds.map(({ pattern, inJson }) => inJson ?? pattern).join('|')})`,
        replace: redacted,
      },
    },
    { name: 'stage.replace', attributes: { expression: secretField, replace: redacted } },
    {
      comment: ['The Rust crate tracing nests fields; the spans around an event follow from the innermost.'],
      name: 'stage.json',
      attributes: {
        expressions: Object.fromEntries(
          read.map((name) => [name, contextual[name] === undefined ? path(name) : nested(name)]),
        ),
      },
    },
    ...(time === undefined
      ? []
      : [{ name: 'stage.timestamp', attributes: { source: time, format: 'RFC3339Nano' } } satisfies AlloyBlock]),
    ...(labels.length === 0
      ? []
      : [
          {
            comment: ['Few values each: every combination of labels is a stream of its own.'],
            name: 'stage.labels',
            attributes: { values: toSelf(labels) },
          } satisfies AlloyBlock,
        ]),
    ...(metadata.length === 0
      ? []
      : [{ name: 'stage.structured_metadata', attributes: { values: toSelf(metadata) } } satisfies AlloyBlock]),
  ];
}

/** A field in JMESPath, in quotes where it is no identifier. */
const path = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name));

const nested = (name: string): string =>
  [path(name), `fields.${path(name)}`, `span.${path(name)}`, `spans[-1].${path(name)}`, `spans[0].${path(name)}`].join(
    ' || ',
  );
