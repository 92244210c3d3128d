import fc from 'fast-check';
import { describe, it } from 'vitest';
import { print } from '../../src/promql/printer.ts';
import { exprs } from '../support/promql-arbitraries.ts';
import { expectSameByShape } from '../support/same-by-shape.ts';

const tricky = [
  'up',
  'a_b',
  'a_b{c_d="e"}',
  'a_b{c_d = "e", f_g != "h", i_j=~"k_l{2}"}',
  'rate\n(a_b[5m])',
  'sum_over_time\n(a_b[5m])',
  'sum_over_time{x="y"}',
  'sum by (a_b) (c_d) + on (e_f) group_left (g_h) i_j',
  'sum by\n(a_b)\n(c_d)',
  'a_b and on (c_d) d_e offset 5m',
  '{__name__="a_b"}',
  '{"a_b", c="d"}',
  'a_b{c="x y{z_"} == 1',
  "a_b{c='x_y{'}",
  'a_b # c_d{\n + e_f',
  'count_values("a_b", c_d)',
  'a_b{c=""}',
  '{"a.b", "c.d"="/x"}',
  'label_replace(a_b, "c_d", "$1", "e_f", "(g_h)")',
  'a_b[5m:1m]',
  'a:b:c_d[10m:15s] > 3',
  'a_b{c_d="e_f"} * group_left g_h',
  'a_b == bool 1',
  'min_over_time(a_b{c="d"}[5m]) < a_b',
  'a_b{',
  '__proto__{a="b"} + constructor_x',
];

describe('parseByShape', () => {
  it.each(tricky)('reads %j as the parser does', (text) => {
    expectSameByShape(text);
    // Once more, with what is known by now.
    expectSameByShape(text);
    expectSameByShape(text.replaceAll('a_b', 'z_q').replaceAll('"e"', '"f"'));
  });

  it('reads any expression as the parser does, with other names, too', () => {
    fc.assert(
      fc.property(exprs(), fc.constantFrom('x_y', 'up_down', 'a:b_c'), (expr, name) => {
        const text = print(expr);
        expectSameByShape(text);
        expectSameByShape(text.replaceAll(/\bfoo\b/g, name));
      }),
    );
  });
});
