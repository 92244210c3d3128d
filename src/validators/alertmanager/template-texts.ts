import type { AlertmanagerConfig } from '../../formats/alertmanager-config.ts';

/** A text of the configuration that Alertmanager expands. */
export interface TemplateText {
  readonly text: string;
  readonly at: readonly (string | number)[];
}

/** All texts of receivers that hold a template action. */
export function templateTexts({ receivers }: AlertmanagerConfig): readonly TemplateText[] {
  const found: TemplateText[] = [];
  const visit = (value: unknown, at: readonly (string | number)[]): void => {
    if (typeof value === 'string' && value.includes('{{')) found.push({ text: value, at });
    if (typeof value !== 'object' || value === null) return;
    for (const [key, member] of Object.entries(value)) visit(member, [...at, key]);
  };
  visit(receivers, ['receivers']);
  return found;
}
