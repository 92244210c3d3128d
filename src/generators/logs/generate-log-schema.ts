import type { Artifact } from '../../formats/artifact.ts';
import { toJson } from '../../formats/json.ts';
import { conventions } from '../../model/conventions.ts';
import type { Model } from '../../model/model.ts';
import { logRecordSchema } from './log-record-schema.ts';

/** `logs/log-record.schema.json`, for whoever checks records with other programs. No file for a model without logs. */
export function generateLogSchema({ service, logs }: Model): readonly Artifact[] {
  if (logs === undefined) return [];
  return [{ path: conventions.logSchemaPath, content: toJson(logRecordSchema(service, logs)), from: 'logs' }];
}
