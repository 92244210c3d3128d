import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../../src/promql/parser.ts';
import { expandVariables, isBuiltIn, variableUses } from '../../../src/validators/dashboards/variables.ts';

describe('expandVariables', () => {
  it('keeps every offset', () => {
    const part = fc.oneof(
      fc.constantFrom(
        '$__rate_interval',
        '${__range_s}',
        '[[job]]',
        '$job',
        '"$job"',
        "'${x:regex}'",
        '`$x`',
        '\\"',
        '"',
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const text = parts.join('');
        expect(expandVariables(text)).toHaveLength(text.length);
      }),
    );
  });

  it('makes queries out of what Grafana would make queries of', () => {
    for (const query of [
      'rate(x{job=~"$job"}[$__rate_interval])',
      'increase(x[${__range}])',
      'sum(x) / $__range_s',
      'max_over_time(up[$__interval:$__interval])',
      'x{instance=~"${instance:regex}"}',
      'rate(x[[[__rate_interval]]])',
    ]) {
      expect(parse(expandVariables(query)), query).toMatchObject({ ok: true });
    }
    expect(parse('rate(x[$__rate_interval])').ok).toBe(false);
  });

  it('leaves strings alone', () => {
    expect(expandVariables('label_replace(x, "a", "$1", "b", "(.*)")')).toBe(
      'label_replace(x, "a", "$1", "b", "(.*)")',
    );
  });
});

describe('variableUses', () => {
  it('finds all three notations, but no capture groups', () => {
    expect(variableUses('$a ${b:regex} [[c]] $1 ${__value.raw} $').map(({ name }) => name)).toEqual([
      'a',
      'b',
      'c',
      '__value',
    ]);
    expect(variableUses('x $job')[0]?.span).toEqual({ start: 2, end: 6 });
  });

  it('knows what Grafana defines', () => {
    expect(isBuiltIn('__rate_interval')).toBe(true);
    expect(isBuiltIn('__value')).toBe(true);
    expect(isBuiltIn('__rate_intervall')).toBe(false);
  });
});
