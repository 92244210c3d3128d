import type { AlertmanagerVersion } from './parse-matchers.ts';

/** A label name as all releases accept it. */
export const isClassicLabelName = (name: string): boolean => /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name);

/** Whether `group_by` and `equal` may name the label: any text but the empty one since 0.27. */
export const isLabelName = (name: string, version: AlertmanagerVersion): boolean =>
  version === '0.25' ? isClassicLabelName(name) : name !== '';
