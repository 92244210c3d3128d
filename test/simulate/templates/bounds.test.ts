import { describe, expect, test } from 'vitest';
import { ok } from '../../../src/shared/result.ts';
import { parseAlertTemplate } from '../../../src/simulate/templates/alert-template.ts';

function expand(template: string): string {
  const parsed = parseAlertTemplate('A', template, '2.42');
  if (!parsed.ok) throw new Error(parsed.errors.join());
  const data = { labels: {}, value: 1, externalLabels: {}, externalUrl: '', nowSeconds: 0, query: () => ok([]) };
  return parsed.value.expand(data);
}

describe('simulate/templates', () => {
  test.each([
    ['doubles', `{{ $x := "ab" }}${'{{ $x = print $x $x }}'.repeat(60)}`],
    ['pads without end', `{{ printf "${'%1000000d'.repeat(600)}" }}`.replace(' }}', `${' 1'.repeat(600)} }}`)],
    ['is written over and over', `{{ $x := printf "%900000d" 1 }}${'{{ $x }}'.repeat(9)}`],
  ])('gives up on a text that %s', (_, template) => {
    expect(expand(template)).toMatch(/^<error expanding template: .*the text is longer than 4000000 characters>$/);
  });
});
