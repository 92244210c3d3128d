import type { z } from 'zod';
import type { Finding } from '../diagnostics/diagnostic.ts';
import { specSchema } from './document-schema.ts';
import { listKeys, type ReadableDocument, readableDocument } from './items.ts';
import { shapeFindings } from './shape-findings.ts';
import { checkLimits } from './shape-limits.ts';

/** What is wrong with the shape of a document, and as much of it as can be looked at further. */
export interface ReadDocument {
  readonly findings: readonly Finding[];
  readonly document?: ReadableDocument;
}

/**
 * Compares data from anywhere with the schema. Faults inside the items of `jobs`, `metrics`, `alerts`, `inhibitions` and
 * `dashboards` leave the rest readable.
 */
export function readDocument(data: unknown): ReadDocument {
  const beyond = checkLimits(data);
  if (beyond.length > 0) return { findings: beyond };
  const parsed = specSchema.safeParse(data);
  if (parsed.success) return { findings: [], document: readableDocument(parsed.data) };
  const findings = shapeFindings(parsed.error.issues, data);
  const document = salvage(data, parsed.error.issues);
  return { findings, ...(document && { document }) };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** The document without the items at fault; undefined when other parts are at fault, too. */
function salvage(data: unknown, issues: readonly z.core.$ZodIssue[]): ReadableDocument | undefined {
  if (!isRecord(data)) return undefined;
  const broken: Partial<Record<string, Map<number, string | undefined>>> = {};
  for (const { path } of issues) {
    const [key, index] = path;
    const list = listKeys.find((name) => name === key);
    const values = list && data[list];
    if (list === undefined || typeof index !== 'number' || !Array.isArray(values)) return undefined;
    const item: unknown = values[index];
    const name = isRecord(item) && typeof item['name'] === 'string' ? item['name'] : undefined;
    broken[list] = (broken[list] ?? new Map()).set(index, name);
  }
  const pruned: Record<string, unknown> = { ...data };
  for (const [key, at] of Object.entries(broken)) {
    const values = data[key];
    if (Array.isArray(values)) pruned[key] = values.filter((_, i) => !at?.has(i));
  }
  const parsed = specSchema.safeParse(pruned);
  return parsed.success ? readableDocument(parsed.data, broken) : undefined;
}
