import { describe, expect, it } from 'vitest';
import { loadAlertmanager } from '../../../src/simulate/routing/config/load-alertmanager.ts';
import { type AlertUniverse, anyAlert } from '../../../src/simulate/routing/proof/alert-universe.ts';
import { alternatives } from '../../../src/simulate/routing/proof/alternatives.ts';
import { labelSpace } from '../../../src/simulate/routing/proof/label-space.ts';
import { proveRouting } from '../../../src/simulate/routing/proof/prove-routing.ts';

interface Parts {
  readonly routes?: readonly object[];
  readonly inhibit?: readonly object[];
}

/** What is found in a configuration with the routes under a root, and the inhibitions, with the line of each. */
async function found({ routes = [], inhibit = [] }: Parts, universe: AlertUniverse = anyAlert) {
  const text = JSON.stringify({
    route: { receiver: 'd', routes: [{ matchers: ['used="p"'], receiver: 'p' }, ...routes] },
    inhibit_rules: inhibit,
    receivers: [{ name: 'd' }, { name: 'p' }],
  });
  const loaded = await loadAlertmanager(text, 'a.yml', '0.25');
  if (!loaded.ok) throw new Error(loaded.errors.map(({ message }) => message).join());
  return proveRouting(loaded.value.setup, universe).map(({ kind, at }) => `${kind} ${at.join('.')}`);
}

const route = (matchers: readonly string[], more: object = {}) => ({ matchers, receiver: 'd', ...more });

describe('regular expressions of any labels', () => {
  it.each([
    [
      'of which nothing fulfils both',
      [route(['a=~"b.*"'], { routes: [route(['a=~"c.*"'])] })],
      ['unreachable-route route.routes.1.routes.0.matchers.0'],
    ],
    [
      'of which one needs what the other forbids',
      [route(['a=~"[0-9]+"', 'a=~"[a-z]+"'])],
      ['unreachable-route route.routes.1.matchers.0'],
    ],
    ['that nothing fulfils', [route(['a=~"$x"'])], ['unreachable-route route.routes.1.matchers.0']],
    [
      'of which the first takes what the second takes',
      [route(['a=~"x.*"']), route(['a=~"xy.*"'])],
      ['shadowed-route route.routes.2.matchers.0'],
    ],
    [
      'that take all together',
      [route(['a=~"x.*"']), route(['a!~"xy.*"']), route(['b="1"'])],
      ['shadowed-route route.routes.3.matchers.0'],
    ],
    ['of which the second takes more', [route(['a=~"xy.*"']), route(['a=~"x.*"'])], []],
    ['that overlap', [route(['a=~"x.*"']), route(['a=~".*y"'])], []],
    [
      'of which only a named value is left',
      [route(['a=~"x?"'], { routes: [route(['a="x"']), route(['a!="x"', 'a!=""'])] })],
      ['unreachable-route route.routes.1.routes.1.matchers.1'],
    ],
  ] as const)('%s', async (_, routes, faults) => {
    expect(await found({ routes })).toEqual(faults);
  });
});

describe('receivers', () => {
  const named = (routes: readonly object[]) => ({ routes: [route(['a="1"'], { receiver: 'q', routes })] });
  const all = async (parts: Parts) => {
    const text = JSON.stringify({
      route: { receiver: 'd', routes: parts.routes },
      receivers: [{ name: 'd' }, { name: 'q' }],
    });
    const loaded = await loadAlertmanager(text, 'a.yml', '0.25');
    return loaded.ok ? proveRouting(loaded.value.setup, anyAlert).map(({ kind, at }) => `${kind} ${at.join('.')}`) : [];
  };

  it('that have nothing left are unused, those of the root are not', async () => {
    const unused = ['unused-receiver receivers.1.name'];
    expect(await all(named([route([])]))).toEqual(unused);
    expect(await all(named([route([], { continue: true })]))).toEqual(unused);
    expect(await all(named([route(['b="1"']), route(['b!="1"'])]))).toEqual(unused);
    expect(await all(named([route(['b="1"'])]))).toEqual([]);
    expect(await all({ routes: [{ receiver: 'q' }] })).toEqual([]);
  });
});

describe('inhibitions', () => {
  const rule = (source: string, target: string, equal: readonly string[] = []) => ({
    source_matchers: [source],
    target_matchers: [target],
    equal,
  });
  it.each([
    ['whose sources are all among the targets', [rule('s="1"', 's=~"1|2"')], ['self-inhibition inhibit_rules.0']],
    [
      'whose sources are among the targets by pattern',
      [rule('s=~"xy.*"', 's=~"x.*"')],
      ['self-inhibition inhibit_rules.0'],
    ],
    ['whose sources may be among the targets', [rule('s=~"x.*"', 's=~"xy.*"')], []],
    [
      'that need a value that is none of the pattern',
      [rule('x=~"a.*"', 'x="c"', ['x'])],
      ['dead-inhibition inhibit_rules.0'],
    ],
    ['that need a value of two patterns', [rule('x=~"a.*"', 'x=~"b.*"', ['x'])], ['dead-inhibition inhibit_rules.0']],
    ['that have a value of two patterns', [rule('x=~"a.*"', 'x=~".*b"', ['x'])], []],
    ['that have a value of the pattern', [rule('x=~"a.*"', 'x="ac"', ['x']), rule('x="q"', 'y="ac"')], []],
    [
      'that hold each other back',
      [rule('s="1"', 't="1"', ['x']), rule('t="1"', 's="1"')],
      ['inhibition-cycle inhibit_rules.1'],
    ],
    [
      'that hold each other back when more is equal',
      [rule('s="1"', 't="1"', ['x']), rule('t="1"', 's="1"', ['x', 'y'])],
      ['inhibition-cycle inhibit_rules.1'],
    ],
    [
      'that hold each other back only when different labels are equal',
      [rule('s="1"', 't="1"', ['x']), rule('t="1"', 's="1"', ['y'])],
      [],
    ],
    ['in a row', [rule('s="1"', 't="1"'), rule('t="1"', 'u="1"')], []],
  ] as const)('%s', async (_, inhibit, faults) => {
    expect(await found({ inhibit })).toEqual(faults);
  });
});

describe('matchers of declared alerts', () => {
  const only = (...values: readonly string[]) => ({ values, isOpen: false });
  const kind = (name: string, severity: string) => ({
    name,
    space: labelSpace(
      new Map([
        ['alertname', only(name)],
        ['severity', only(severity)],
        ['used', only('', 'p')],
        ['instance', { values: [], isOpen: true }],
      ]),
    ),
    isUrgent: false,
    isSpecified: true,
  });
  const universe = [kind('Down', 'page'), kind('Slow', 'ticket')];
  const dead = async (matcher: string) =>
    (await found({ routes: [route([matcher])] }, universe)).filter((one) => one.startsWith('dead-matcher'));

  it.each([
    'severity=~"page|Ticket"',
    'severity=~"(?:page|tick)"',
    'severity=~"(tick.*|foo)"',
    'severity=~"pag|.*t"',
    'severity!~"page|tikcet"',
    'alertname=~"Dwn.*"',
    'alertname!="Dow"',
    'severity=~"[p]age|[a|b]"',
    'code!=""',
  ])('%s names what no alert has', async (matcher) => {
    expect(await dead(matcher)).toEqual(['dead-matcher route.routes.1.matchers.0']);
  });

  it.each([
    'severity=~"page|ticket"',
    'severity=~"(?i)PAGE|TICKET"',
    'severity=~"p.*|"',
    'severity=~".+"',
    'severity!~".*k.*"',
    'alertname=~"(Down|Slow)"',
    'instance=~"nothing|known"',
    'severity=~"(p|t)(age|icket)"',
  ])('%s does not', async (matcher) => {
    expect(await dead(matcher)).toEqual([]);
  });

  it('are what labels have to be equal in, too', async () => {
    const inhibit = [
      { source_matchers: ['severity="page"'], target_matchers: ['severity="ticket"'], equal: ['instance', 'cluster'] },
    ];
    expect(await found({ inhibit }, universe)).toContain('dead-matcher inhibit_rules.0.equal.1');
  });
});

describe('the alternatives of a pattern', () => {
  it.each([
    ['a|b.*', ['a', 'b.*']],
    ['(?:a|b)', ['a', 'b']],
    ['^(?:(a|b))$', ['a', 'b']],
    ['(a)|(b)', ['(a)', '(b)']],
    ['(a|b)c', ['(a|b)c']],
    ['[a|]|x', ['[a|]', 'x']],
    ['[]|]|x', ['[]|]', 'x']],
    ['a\\|b|c', ['a\\|b', 'c']],
    ['(?i)a|b', ['(?i)a|b']],
    ['', ['']],
    ['a|', ['a', '']],
  ])('%j are %j', (pattern, parts) => {
    expect(alternatives(pattern)).toEqual(parts);
  });
});
