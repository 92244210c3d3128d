import type { Finding } from '../../diagnostics/diagnostic.ts';
import { type ReadError, readYaml } from '../../formats/read-yaml.ts';
import { collectFindings } from '../../model/findings.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { checkShape } from '../dashboards/check-shape.ts';
import type { Schema } from '../dashboards/strict-object.ts';
import type { ReadFile } from './output.ts';
import type { OutputFile } from './output-file.ts';

/** Why a file cannot be used: it is no YAML, or not what its kind of file looks like. */
export type Unreadable =
  | { readonly kind: 'syntax'; readonly errors: readonly ReadError[] }
  | { readonly kind: 'shape'; readonly findings: readonly Finding[] };

/** Reads a YAML file whose shape is that of the schema, which is what makes it a `T`. */
export function readYamlFile<T>(file: OutputFile, schema: Schema): Result<ReadFile<T>, Unreadable> {
  const read = readYaml(file.content);
  if (!read.ok) return fail({ kind: 'syntax', errors: read.errors });
  const findings = collectFindings();
  checkShape(read.value, schema, 'artifacts/shape', findings);
  if (findings.all.length > 0) return fail({ kind: 'shape', findings: findings.all });
  return ok({ path: file.path, content: file.content, value: read.value as T });
}
