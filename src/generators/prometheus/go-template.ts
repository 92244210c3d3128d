import type { TemplatePart } from '../../model/model.ts';

/** How `$value` is shown for a unit: counts as whole numbers, shares in percent, seconds as durations. */
export function valueFormat(unit: string): string {
  switch (unit) {
    case 'ratio':
      return 'humanizePercentage';
    case 'seconds':
      return 'humanizeDuration';
    case 'bytes':
      return 'humanize1024';
    default:
      return 'humanize';
  }
}

function goTemplatePart(part: TemplatePart, unit: string): string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'label':
      return `{{ $labels.${part.label} }}`;
    case 'value':
      return `{{ $value | ${valueFormat(unit)} }}`;
  }
}

/** A text of the spec as the Go template that Prometheus expands; `unit` is that of the alert's value. */
export const goTemplate = (parts: readonly TemplatePart[], unit: string): string =>
  parts.map((part) => goTemplatePart(part, unit)).join('');
