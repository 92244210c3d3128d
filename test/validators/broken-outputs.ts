import { conventions } from '../../src/model/conventions.ts';
import type { Editor } from './good-output.ts';

/** An edit of a good output, and all that is wrong afterwards. */
export interface BrokenOutput {
  readonly name: string;
  readonly edit: (editor: Editor) => void;
  /** The code of each finding, where it is, and the text that its location covers. */
  readonly finds: readonly {
    readonly code: string;
    readonly file?: string;
    readonly text?: string;
    readonly says: string | RegExp;
    readonly help?: string | RegExp;
  }[];
}

const breaker = conventions.rulesPath('ShopBreakerOpen');
const bugs = conventions.rulesPath('ShopBugs');
const breakerTest = conventions.ruleTestPath('ShopBreakerOpen');
const growthTest = conventions.ruleTestPath('ShopGrowth');
const alertmanager = conventions.alertmanagerPath;
const prometheus = conventions.prometheusPath;
const collector = conventions.collectorPath;
const templates = 'alertmanager/templates/shop.tmpl';
const page = conventions.runbookPath('ShopBreakerOpen');
const gameDay = conventions.experimentPath('payment-outage');
const breakerRule = `      - alert: ShopBreakerOpen
        expr: up == 0
        labels:
          severity: page
          audience: oncall
          service: shop
        annotations:
          runbook_url: https://runbooks.example.com/shop/ShopBreakerOpen.md
          dashboard_url: https://grafana.example.com/d/shop-api?viewPanel=202
`;

/** One case or more for every check, and one fault per case. */
export const brokenOutputs: readonly BrokenOutput[] = [
  {
    name: 'a rule file that is no YAML',
    edit: ({ replace }) => replace(breaker, 'rules:', 'rules: ['),
    finds: [{ code: 'artifacts/not-yaml', file: breaker, says: /./ }],
  },
  {
    name: 'a rule file with a key twice',
    edit: ({ replace }) => replace(breaker, '    rules:', '    name: again\n    rules:'),
    finds: [{ code: 'artifacts/not-yaml', file: breaker, says: 'Map keys must be unique' }],
  },
  {
    name: 'a rule without an expression',
    edit: ({ replace }) => replace(breaker, '        expr: group by', '        expression: group by'),
    finds: [
      { code: 'artifacts/shape', file: breaker, says: 'lacks `expr`' },
      { code: 'artifacts/shape', file: breaker, text: 'expression', says: '`expression`' },
    ],
  },
  {
    name: 'an Alertmanager configuration with a secret in it',
    edit: ({ replace }) =>
      replace(alertmanager, 'routing_key_file: /etc/secrets/pagerduty', 'routing_key_file: R0123456789ABCDEF'),
    finds: [{ code: 'artifacts/shape', file: alertmanager, text: 'R0123456789ABCDEF', says: 'pattern' }],
  },
  {
    name: 'a duration that Prometheus cannot read',
    edit: ({ replace }) => replace(prometheus, 'evaluation_interval: 15s', 'evaluation_interval: 15 s'),
    finds: [{ code: 'artifacts/shape', file: prometheus, text: '15 s', says: 'pattern' }],
  },
  {
    name: 'a rule test with an unknown member',
    edit: ({ replace }) => replace(breakerTest, '        alertname:', '        alert_name:'),
    finds: [
      { code: 'artifacts/shape', file: breakerTest, says: 'lacks `alertname`' },
      { code: 'artifacts/shape', file: breakerTest, text: 'alert_name', says: '`alert_name`', help: /`alertname`/ },
    ],
  },
  {
    name: 'no Prometheus configuration',
    edit: ({ remove }) => remove(prometheus),
    finds: [{ code: 'artifacts/missing-file', says: '`prometheus/prometheus.yml`' }],
  },
  {
    name: 'a file of an unknown kind',
    edit: ({ add }) => add('prometheus/rules/old.yaml', 'groups: []\n'),
    finds: [{ code: 'artifacts/unknown-file', file: 'prometheus/rules/old.yaml', says: 'is not checked' }],
  },
  {
    name: 'an expression that is no PromQL',
    edit: ({ replace }) => replace(breaker, ' == 1)', ' = 1)'),
    finds: [{ code: 'rules/bad-promql', file: breaker, text: '=', says: /./ }],
  },
  {
    name: 'a misspelt metric in a block of PromQL',
    edit: ({ replace }) =>
      replace(bugs, 'shop_order_failures_total{reason="bug"} offset -15s', 'shop_order_failure_total offset -15s'),
    finds: [
      {
        code: 'rules/unknown-metric',
        file: bugs,
        text: 'shop_order_failure_total',
        says: '`shop_order_failure_total`',
        help: 'did you mean `shop_order_failures_total`?',
      },
    ],
  },
  {
    name: 'a misspelt label of a metric',
    edit: ({ replace }) => replace(breaker, '{dependency="payments"}', '{dependancy="payments"}'),
    finds: [
      {
        code: 'rules/unknown-label',
        file: breaker,
        text: 'dependancy="payments"',
        says: '`shop_breaker_state` has no label `dependancy`',
        help: 'did you mean `dependency`?',
      },
    ],
  },
  {
    name: 'no rule for an alert',
    edit: ({ remove, replace }) => {
      remove(breaker);
      replace(breakerTest, 'ShopBreakerOpen.rules.yml', 'ShopBugs.rules.yml');
      replace(breakerTest, 'shop_breaker_state{', 'up{', { all: true });
      replace(page, '../prometheus/rules/ShopBreakerOpen.rules.yml', '../prometheus/rules/ShopBugs.rules.yml');
    },
    finds: [{ code: 'rules/missing-alert', says: '`ShopBreakerOpen`' }],
  },
  {
    name: 'a rule for an alert that nobody specified',
    edit: ({ append }) => append(breaker, '      - alert: ShopBreakersOpen\n        expr: up == 0\n'),
    finds: [
      {
        code: 'rules/unknown-alert',
        file: breaker,
        text: 'ShopBreakersOpen',
        says: 'the spec has no alert `ShopBreakersOpen`',
        help: 'did you mean `ShopBreakerOpen`?',
      },
    ],
  },
  {
    name: 'two rules for an alert',
    edit: ({ append }) => append(breaker, breakerRule),
    finds: [{ code: 'rules/duplicate-alert', file: breaker, text: 'ShopBreakerOpen', says: 'already' }],
  },
  {
    name: 'a rule with another severity than the spec says',
    edit: ({ replace }) => replace(breaker, 'severity: page', 'severity: ticket'),
    finds: [{ code: 'rules/wrong-label', file: breaker, text: 'ticket', says: '`ticket`', help: /`page`/ }],
  },
  {
    name: 'a rule with a label that the spec does not give it',
    edit: ({ replace }) => replace(breaker, '          service: shop', '          service: shop\n          team: x'),
    finds: [{ code: 'rules/wrong-label', file: breaker, text: 'team', says: '`team`' }],
  },
  {
    name: 'a rule that waits too long',
    edit: ({ replace }) => replace(breaker, '        labels:', '        for: 5m\n        labels:'),
    finds: [{ code: 'rules/wrong-timing', file: breaker, text: '5m', says: '`for: 5m`', help: 'remove `for`' }],
  },
  {
    name: 'a text that names a label which its alert lacks',
    edit: ({ replace }) => replace(breaker, 'ShopBreakerOpen rings', 'it {{ $labels.customer }} rings'),
    finds: [
      {
        code: 'rules/bad-template',
        file: breaker,
        text: '{{ $labels.customer }}',
        says: '`customer`',
        help: /`instance`/,
      },
    ],
  },
  {
    name: 'a text with a template action that is not allowed',
    edit: ({ replace }) => replace(breaker, 'What ShopBreakerOpen is about.', 'x {{ query "up" }}'),
    finds: [{ code: 'rules/bad-template', file: breaker, text: '{{ query "up" }}', says: 'not an action' }],
  },
  {
    name: 'a text with an action that never ends',
    edit: ({ replace }) => replace(breaker, 'ShopBreakerOpen rings', 'x {{ $value'),
    finds: [{ code: 'rules/bad-template', file: breaker, text: '{{ $value', says: 'not an action' }],
  },
  {
    name: 'a series that two rules record',
    edit: ({ append }) =>
      append(bugs, '      - record: instance:shop_order_failures_bug:count5m\n        expr: vector(1)\n'),
    finds: [
      {
        code: 'rules/duplicate-recording',
        file: bugs,
        text: 'instance:shop_order_failures_bug:count5m',
        says: 'already',
      },
    ],
  },
  {
    name: 'a recorded series with the name of an exposed one',
    edit: ({ replace, append }) => {
      append(breaker, '      - record: shop_memory_bytes\n        expr: vector(1)\n');
      replace(breaker, 'group by (instance)', 'group by (instance)');
    },
    finds: [
      { code: 'rules/duplicate-recording', file: breaker, text: 'shop_memory_bytes', says: '`shop-worker`' },
      { code: 'rules/recording-order', file: conventions.rulesPath('ShopMemory'), says: '`shop_memory_bytes`' },
    ],
  },
  {
    name: 'a recorded series that nothing reads',
    edit: ({ append }) => append(bugs, '      - record: instance:nobody:count5m\n        expr: vector(1)\n'),
    finds: [{ code: 'rules/unused-recording', file: bugs, text: 'instance:nobody:count5m', says: 'nothing reads' }],
  },
  {
    name: 'a rule that reads what another file records',
    edit: ({ replace }) =>
      replace(
        breaker,
        'group by (instance) (shop_breaker_state{dependency="payments"} == 1)',
        '(instance:shop_order_failures_bug:count5m > 0) * (group by (instance) (shop_breaker_state) == 1)',
      ),
    finds: [{ code: 'rules/recording-order', file: breaker, says: `another group records, in \`${bugs}\`` }],
  },
  {
    name: 'an alert without tests',
    edit: ({ remove, replace }) => {
      remove(breakerTest);
      replace(page, '../prometheus/tests/ShopBreakerOpen.test.yml', '../prometheus/tests/ShopBugs.test.yml');
    },
    finds: [{ code: 'tests/missing', says: '`ShopBreakerOpen`' }],
  },
  {
    name: 'tests of a rule file that is not there',
    edit: ({ replace }) => replace(breakerTest, 'ShopBreakerOpen.rules.yml', 'ShopBreakerOpn.rules.yml'),
    finds: [
      {
        code: 'tests/unknown-rule-file',
        file: breakerTest,
        text: '../rules/ShopBreakerOpn.rules.yml',
        says: 'there is no rule file',
        help: 'did you mean `ShopBreakerOpen.rules.yml`?',
      },
    ],
  },
  {
    name: 'a test of an alert that its rules do not raise',
    edit: ({ append }) =>
      append(
        breakerTest,
        '  - name: x\n    interval: 15s\n    alert_rule_test:\n      - eval_time: 1m\n        alertname: ShopBugs\n        exp_alerts:\n          - exp_labels: {}\n            exp_annotations: {}\n',
      ),
    finds: [{ code: 'tests/unknown-alert', file: breakerTest, text: 'ShopBugs', says: '`ShopBugs`' }],
  },
  {
    name: 'a test that a rule which never fires would pass',
    edit: ({ append }) =>
      append(
        breakerTest,
        '  - name: x\n    interval: 15s\n    alert_rule_test:\n      - eval_time: 1m\n        alertname: ShopBreakerOpen\n        exp_alerts: []\n',
      ),
    finds: [{ code: 'tests/vacuous-silence', file: breakerTest, text: 'ShopBreakerOpen', says: 'never fires' }],
  },
  {
    name: 'queries of ALERTS that are all silent',
    edit: ({ replace }) => replace(growthTest, 'value: 1', 'value: 0'),
    finds: [
      { code: 'tests/vacuous-silence', file: growthTest, says: '`ShopGrowth`' },
      { code: 'tests/vacuous-silence', file: growthTest, says: '`ShopGrowth`' },
    ],
  },
  {
    name: 'an input that no rule reads',
    edit: ({ replace }) => replace(breakerTest, 'series: shop_breaker_state{', 'series: shop_breakers_state{'),
    finds: [
      {
        code: 'tests/unread-input',
        file: breakerTest,
        text: 'shop_breakers_state{job="shop-api", instance="host-1:9090", dependency="payments"}',
        says: '`shop_breakers_state`',
        help: 'did you mean `shop_breaker_state`?',
      },
    ],
  },
  {
    name: 'an input with values that promtool cannot read',
    edit: ({ replace }) => replace(breakerTest, 'values: 0x7 2x3', 'values: 0x7 twox3'),
    finds: [{ code: 'tests/bad-series', file: breakerTest, text: '0x7 twox3 1x5 0x3', says: '`0x7 twox3 1x5 0x3`' }],
  },
  {
    name: 'an input whose labels promtool cannot read',
    edit: ({ replace }) => replace(breakerTest, 'instance="host-1:9090", dependency', 'instance=host, dependency'),
    finds: [{ code: 'tests/bad-series', file: breakerTest, says: /./ }],
  },
  {
    name: 'a query of a test that is no PromQL',
    edit: ({ replace }) => replace(growthTest, 'or vector(0)) > bool 0', 'or vector()) > bool 0'),
    finds: [{ code: 'tests/bad-promql', file: growthTest, says: /vector/ }],
  },
  {
    name: 'a matcher that Alertmanager cannot read',
    edit: ({ replace }) => replace(alertmanager, 'severity="ticket"', 'severity=="ticket"'),
    finds: [
      { code: 'alertmanager/bad-matcher', file: alertmanager, text: 'severity=="ticket"', says: 'not a matcher' },
    ],
  },
  {
    name: 'a route to a receiver that does not exist',
    edit: ({ replace }) => replace(alertmanager, '  receiver: oncall\n  group_by', '  receiver: onduty\n  group_by'),
    finds: [{ code: 'alertmanager/unknown-receiver', file: alertmanager, text: 'onduty', says: '`onduty`' }],
  },
  {
    name: 'a receiver that no route leads to',
    edit: ({ append }) =>
      append(
        alertmanager,
        '  - name: nobody\n    webhook_configs:\n      - send_resolved: true\n        url: http://localhost:1/\n',
      ),
    finds: [{ code: 'alertmanager/unused-receiver', file: alertmanager, text: 'nobody', says: '`nobody`' }],
  },
  {
    name: 'two receivers of the same name',
    edit: ({ append }) =>
      append(
        alertmanager,
        '  - name: oncall\n    webhook_configs:\n      - send_resolved: true\n        url: http://localhost:1/\n',
      ),
    finds: [{ code: 'alertmanager/duplicate-receiver', file: alertmanager, text: 'oncall', says: '`oncall`' }],
  },
  {
    name: 'a route that takes the alerts of another one',
    edit: ({ replace, append }) => {
      replace(
        alertmanager,
        '  routes:\n',
        '  routes:\n    - matchers:\n        - severity=~"page|p.*"\n      receiver: other\n      group_by: []\n      group_wait: 0s\n      group_interval: 5m\n      repeat_interval: 1h\n',
      );
      append(
        alertmanager,
        '  - name: other\n    webhook_configs:\n      - send_resolved: true\n        url: http://localhost:1/\n',
      );
    },
    finds: [
      {
        code: 'alertmanager/wrong-route',
        file: alertmanager,
        says: /^`ShopBugs` with .* and \d+ more reach `other`$/,
        help: 'route it to `oncall` alone, as in the spec',
      },
      {
        code: 'alertmanager/shadowed-route',
        file: alertmanager,
        text: 'severity="page"',
        says: 'the route `{severity=~"page|p.*"}` before it takes them all',
      },
    ],
  },
  {
    name: 'a route that depends on a label which varies',
    edit: ({ replace, append }) => {
      replace(
        alertmanager,
        '  routes:\n',
        '  routes:\n    - matchers:\n        - freezer="7"\n      receiver: other\n      group_by: []\n      group_wait: 0s\n      group_interval: 5m\n      repeat_interval: 1h\n',
      );
      append(
        alertmanager,
        '  - name: other\n    webhook_configs:\n      - send_resolved: true\n        url: http://localhost:1/\n',
      );
    },
    finds: [
      {
        code: 'alertmanager/wrong-route',
        file: alertmanager,
        says: '`ShopFreezer` with `freezer="7", severity="page", audience="oncall", service="shop"` reaches `other`',
      },
    ],
  },
  {
    name: 'an inhibition of an alert that does not exist',
    edit: ({ replace }) =>
      replace(alertmanager, 'alertname="ShopManyFailures"', 'alertname=~"ShopManyFailures|ShopManyFailure"'),
    finds: [
      {
        code: 'alertmanager/unknown-alert',
        file: alertmanager,
        text: 'alertname=~"ShopManyFailures|ShopManyFailure"',
        says: '`ShopManyFailure`',
        help: 'did you mean `ShopManyFailures`?',
      },
    ],
  },
  {
    name: 'an inhibition by a label that an alert lacks',
    edit: ({ replace }) => replace(alertmanager, '    equal:\n      - instance', '    equal:\n      - customer'),
    finds: [
      {
        code: 'alertmanager/inhibition-label',
        file: alertmanager,
        text: 'customer',
        says: '`ShopApiDown` does not carry the label `customer`',
      },
    ],
  },
  {
    name: 'a route that mutes the loudest severity',
    edit: ({ replace, append }) => {
      replace(
        alertmanager,
        '        - severity="page"\n',
        '        - severity="page"\n      mute_time_intervals:\n        - night\n',
      );
      append(alertmanager, 'time_intervals:\n  - name: night\n    time_intervals: []\n');
    },
    finds: [
      {
        code: 'alertmanager/muted-alert',
        file: alertmanager,
        says: 'nobody is told of `ShopBugs` at the times that `mute_time_intervals` says',
      },
    ],
  },
  {
    name: 'a time interval that does not exist',
    edit: ({ replace }) =>
      replace(
        alertmanager,
        '        - severity="ticket"\n',
        '        - severity="ticket"\n      mute_time_intervals:\n        - night\n',
      ),
    finds: [
      {
        code: 'alertmanager/refused',
        file: alertmanager,
        text: 'night',
        says: 'there is no time interval `night`',
        help: /define/,
      },
    ],
  },
  {
    name: 'a time interval that nothing uses',
    edit: ({ append }) => append(alertmanager, 'time_intervals:\n  - name: night\n    time_intervals: []\n'),
    finds: [{ code: 'alertmanager/unused-interval', file: alertmanager, text: 'night', says: '`night`' }],
  },
  {
    name: 'a route whose matchers exclude each other',
    edit: ({ replace }) =>
      replace(
        alertmanager,
        '        - severity="ticket"\n',
        '        - severity="ticket"\n        - audience!="oncall"\n',
      ),
    finds: [
      {
        code: 'alertmanager/unreachable-route',
        file: alertmanager,
        text: 'audience!="oncall"',
        says: 'no alert fulfils the matchers',
      },
    ],
  },
  {
    name: 'a matcher of a label that no alert carries',
    edit: ({ replace }) =>
      replace(
        alertmanager,
        '        - severity="ticket"\n',
        '        - severity="ticket"\n        - severty!="page"\n',
      ),
    finds: [
      {
        code: 'alertmanager/dead-matcher',
        file: alertmanager,
        text: 'severty!="page"',
        says: 'no alert carries the label `severty`',
        help: 'did you mean `severity`?',
      },
    ],
  },
  {
    name: 'an inhibition without a possible target',
    edit: ({ replace }) =>
      replace(
        alertmanager,
        '      - alertname="ShopManyFailures"\n',
        '      - alertname="ShopManyFailures"\n      - service!="shop"\n',
      ),
    finds: [
      {
        code: 'alertmanager/dead-inhibition',
        file: alertmanager,
        says: 'no alert can be the target of the inhibition',
      },
    ],
  },
  {
    name: 'an inhibition of its own source',
    edit: ({ replace }) =>
      replace(alertmanager, 'alertname="ShopManyFailures"', 'alertname=~"ShopManyFailures|ShopApiDown"'),
    finds: [
      {
        code: 'alertmanager/self-inhibition',
        file: alertmanager,
        says: '`ShopApiDown` is source and target of the inhibition at once',
      },
    ],
  },
  {
    name: 'two alerts that hold each other back',
    edit: ({ replace }) =>
      replace(
        alertmanager,
        'receivers:\n',
        '  - source_matchers: [alertname="ShopManyFailures"]\n    target_matchers: [alertname="ShopApiDown"]\n    equal: [instance]\nreceivers:\n',
      ),
    finds: [
      {
        code: 'alertmanager/inhibition-cycle',
        file: alertmanager,
        says: '`ShopApiDown` and `ShopManyFailures` hold each other back',
      },
    ],
  },
  {
    name: 'templates that Alertmanager does not find',
    edit: ({ replace }) => replace(alertmanager, 'templates/shop.tmpl', 'templates/shops.tmpl'),
    finds: [
      {
        code: 'alertmanager/missing-template-file',
        file: alertmanager,
        text: 'templates/shops.tmpl',
        says: 'there is no file',
      },
      { code: 'alertmanager/missing-template-file', file: templates, says: 'does not load' },
    ],
  },
  {
    name: 'a template that Alertmanager cannot parse',
    edit: ({ replace }) => replace(templates, '{{- end }}', '{{- ende }}'),
    finds: [{ code: 'alertmanager/bad-template', file: templates, says: /ende/ }],
  },
  {
    name: 'a template with a function of a later Alertmanager',
    edit: ({ append }) => append(templates, '{{ define "x" }}{{ "a" | trimSpace }}{{ end }}\n'),
    finds: [
      {
        code: 'alertmanager/bad-template',
        file: templates,
        text: '{{ define "x" }}{{ "a" | trimSpace }}{{ end }}',
        says: /trimSpace/,
      },
    ],
  },
  {
    name: 'a text of the configuration that is no template',
    edit: ({ replace }) => replace(alertmanager, '{{ .Alerts.Firing | len }}', '{{ .Alerts.Firing | len'),
    finds: [{ code: 'alertmanager/bad-template', file: alertmanager, text: '"{{ .Alerts.Firing | len"', says: /./ }],
  },
  {
    name: 'a call of a template that is not defined',
    edit: ({ replace }) => replace(alertmanager, '{{ template "shop.title" . }}', '{{ template "shop.titel" . }}'),
    finds: [
      {
        code: 'alertmanager/unknown-template',
        file: alertmanager,
        text: `'{{ template "shop.titel" . }}'`,
        says: '`shop.titel`',
        help: 'did you mean `shop.title`?',
      },
    ],
  },
  {
    name: 'a call between templates of one that is not defined',
    edit: ({ replace }) =>
      replace(templates, '{{ template "shop.firing.text" . }}', '{{ template "shop.fire.text" . }}'),
    finds: [
      { code: 'alertmanager/unknown-template', file: templates, text: '"shop.fire.text"', says: '`shop.fire.text`' },
    ],
  },
  {
    name: 'rule files that Prometheus does not load',
    edit: ({ replace }) => replace(prometheus, 'rules/*.rules.yml', 'rules/Shop[AF].rules.yml'),
    finds: [{ code: 'prometheus/unloaded-rules', file: prometheus, says: 'and 15 other rule files' }],
  },
  {
    name: 'a job that is not scraped',
    edit: ({ replace }) => replace(prometheus, 'job_name: shop-worker', 'job_name: shop-packer'),
    finds: [{ code: 'prometheus/wrong-job', file: prometheus, says: 'does not scrape the job `shop-worker`' }],
  },
  {
    name: 'a job that is scraped elsewhere',
    edit: ({ replace }) => replace(prometheus, 'localhost:8082', 'localhost:8083'),
    finds: [
      {
        code: 'prometheus/wrong-job',
        file: prometheus,
        says: '`localhost:8081, localhost:8083`',
        help: /localhost:8082/,
      },
    ],
  },
  {
    name: 'another interval than the rules are proven for',
    edit: ({ replace }) => replace(prometheus, 'scrape_interval: 15s', 'scrape_interval: 1m'),
    finds: [
      { code: 'prometheus/wrong-interval', file: prometheus, text: '1m', says: '`scrape_interval: 1m`', help: /`15s`/ },
    ],
  },
  {
    name: 'an alert whose runbook is not there',
    edit: ({ remove, replace }) => {
      remove(page);
      replace('runbooks/README.md', '(ShopBreakerOpen.md)', '(ShopBugs.md)', { all: true });
      replace(gameDay, '(../ShopBreakerOpen.md)', '(../ShopBugs.md)');
      for (const dashboard of ['api', 'overview'])
        replace(conventions.dashboardPath(dashboard), 'shop/ShopBreakerOpen.md', 'shop/ShopBugs.md', { all: true });
    },
    finds: [
      {
        code: 'links/dead-runbook',
        file: breaker,
        text: 'https://runbooks.example.com/shop/ShopBreakerOpen.md',
        says: `\`${page}\``,
      },
    ],
  },
  {
    name: 'an alert with the runbook of another one',
    edit: ({ replace }) => replace(breaker, 'shop/ShopBreakerOpen.md', 'shop/ShopBugs.md'),
    finds: [
      {
        code: 'links/dead-runbook',
        file: breaker,
        text: 'https://runbooks.example.com/shop/ShopBugs.md',
        says: 'is not the runbook of',
      },
    ],
  },
  {
    name: 'an alert without a runbook',
    edit: ({ replace }) =>
      replace(breaker, '          runbook_url: https://runbooks.example.com/shop/ShopBreakerOpen.md\n', ''),
    finds: [{ code: 'links/dead-runbook', file: breaker, says: 'has no `runbook_url`' }],
  },
  {
    name: 'an alert whose panel is not there',
    edit: ({ replace }) => replace(breaker, 'viewPanel=202', 'viewPanel=2020'),
    finds: [{ code: 'links/dead-dashboard', file: breaker, says: 'the dashboard `shop-api` has no panel `2020`' }],
  },
  {
    name: 'an alert whose dashboard is not there',
    edit: ({ replace }) => replace(breaker, '/d/shop-api?', '/d/shop-apis?'),
    finds: [{ code: 'links/dead-dashboard', file: breaker, says: '`shop-apis`', help: 'did you mean `shop-api`?' }],
  },
  {
    name: 'an alert that leads to another Grafana',
    edit: ({ replace }) => replace(breaker, 'https://grafana.example.com/d', 'https://grafana.example.org/d'),
    finds: [{ code: 'links/dead-dashboard', file: breaker, says: 'does not lead to a panel' }],
  },
  {
    name: 'a runbook with a dead link',
    edit: ({ replace }) =>
      replace(page, '../prometheus/rules/ShopBreakerOpen.rules.yml', '../prometheus/rules/Gone.rules.yml'),
    finds: [
      { code: 'runbooks/dead-link', file: page, text: '../prometheus/rules/Gone.rules.yml', says: 'is not there' },
    ],
  },
  {
    name: 'a runbook whose query is no PromQL',
    edit: ({ replace }) => replace(page, '   sum(rate(shop_orders_total[5m]))', '   sum(rate(shop_orders_total))'),
    finds: [{ code: 'runbooks/bad-promql', file: page, text: 'shop_orders_total', says: /range/ }],
  },
  {
    name: 'a runbook that queries an unknown metric',
    edit: ({ replace }) => replace(page, '   sum(rate(shop_orders_total[5m]))', '   sum(rate(shop_order_total[5m]))'),
    finds: [{ code: 'runbooks/unknown-metric', file: page, text: 'shop_order_total', says: '`shop_order_total`' }],
  },
  {
    name: 'a runbook of an alert that does not exist',
    edit: ({ add }) => add('runbooks/ShopGone.md', '# ShopGone\n'),
    finds: [{ code: 'runbooks/unknown-page', file: 'runbooks/ShopGone.md', says: '`ShopGone`' }],
  },
  {
    name: 'a page of an experiment that does not exist',
    edit: ({ add }) => add('runbooks/experiments/gone.md', '# Game day\n'),
    finds: [{ code: 'runbooks/unknown-page', file: 'runbooks/experiments/gone.md', says: 'no experiment `gone`' }],
  },
  {
    name: 'an experiment without its page',
    edit: ({ remove, replace }) => {
      remove(gameDay);
      replace('runbooks/README.md', '(experiments/payment-outage.md)', '(ShopBugs.md)');
      replace(page, '(experiments/payment-outage.md)', '(ShopBugs.md)');
    },
    finds: [{ code: 'runbooks/missing-experiment', says: '`payment-outage`' }],
  },
  {
    name: 'a page of an experiment without one of its variants',
    edit: ({ replace }) => replace(gameDay, '## Variant two-minutes', '## Variant three-minutes'),
    finds: [{ code: 'runbooks/incomplete-experiment', file: gameDay, says: '`two-minutes` is missing' }],
  },
  {
    name: 'a page of an experiment that expects an alert later',
    edit: ({ replace }) => replace(gameDay, '| by 1m |', '| by 3m |'),
    finds: [{ code: 'runbooks/incomplete-experiment', file: gameDay, says: '`ShopBreakerOpen` fires by `1m`' }],
  },
  {
    name: 'a page of an experiment whose query is no PromQL',
    edit: ({ replace }) => replace(gameDay, '== 0)', '== )'),
    finds: [{ code: 'runbooks/bad-promql', file: gameDay, says: /./ }],
  },
  {
    name: 'a schema of log records that is no schema',
    edit: ({ replace }) => replace(conventions.logSchemaPath, '"type": "object"', '"type": "objekt"'),
    finds: [{ code: 'logs/bad-schema', file: conventions.logSchemaPath, says: 'not a JSON Schema' }],
  },
  {
    name: 'a profile of log records that is no schema',
    edit: ({ replace }) =>
      replace(
        conventions.logSchemaPath,
        '"additionalProperties": true',
        '"additionalProperties": true,\n  "$defs": { "x": { "type": "object", "reqired": [] } }',
      ),
    finds: [{ code: 'logs/bad-schema', file: conventions.logSchemaPath, says: /reqired/ }],
  },
  {
    name: 'a schema of log records that is no JSON',
    edit: ({ replace }) => replace(conventions.logSchemaPath, '"required": [', '"required": [,'),
    finds: [{ code: 'logs/bad-schema', file: conventions.logSchemaPath, says: 'not JSON' }],
  },
  {
    name: 'a log pipeline that is no Alloy',
    edit: ({ replace }) => replace(conventions.logPipelinePath, 'loki.write "shop" {', 'loki.write "shop" ['),
    finds: [{ code: 'logs/bad-pipeline', file: conventions.logPipelinePath, says: 'expected { or =' }],
  },
  {
    name: 'a log pipeline that sends records nowhere',
    edit: ({ replace }) =>
      replace(conventions.logPipelinePath, '[loki.write.shop.receiver]', '[loki.write.shp.receiver]'),
    finds: [
      {
        code: 'logs/bad-pipeline',
        file: conventions.logPipelinePath,
        text: 'loki.write.shp.receiver',
        says: '`loki.write.shp`',
      },
    ],
  },
  {
    name: 'a log pipeline with a label for everything',
    edit: ({ append }) =>
      append(
        conventions.logPipelinePath,
        '\nloki.process "more" {\n\tforward_to = [loki.write.shop.receiver]\n\n\tstage.labels {\n\t\tvalues = { trace = "trace_id", x = "unknown" }\n\t}\n}\n',
      ),
    finds: [
      {
        code: 'logs/costly-label',
        file: conventions.logPipelinePath,
        text: '"trace_id"',
        says: '`trace_id` has no closed list',
      },
      {
        code: 'logs/costly-label',
        file: conventions.logPipelinePath,
        text: '"unknown"',
        says: 'no log field `unknown`',
      },
    ],
  },
  {
    name: 'a Collector with an unknown setting',
    edit: ({ replace }) => replace(collector, 'decision_wait: 12s', 'decision_wait: 12s\n    decision_weight: 1'),
    finds: [{ code: 'artifacts/shape', file: collector, text: 'decision_weight', says: '`decision_weight`' }],
  },
  {
    name: 'a Collector whose pipeline names what is not there',
    edit: ({ replace }) => replace(collector, '        - tail_sampling\n', '        - tail_smapling\n'),
    finds: [
      {
        code: 'traces/unknown-component',
        file: collector,
        text: 'tail_smapling',
        says: 'there is no processor `tail_smapling`',
        help: 'did you mean `tail_sampling`?',
      },
    ],
  },
  {
    name: 'a Collector that measures nothing',
    edit: ({ replace }) => replace(collector, '        - spanmetrics\n        - forward\n', '        - forward\n'),
    finds: [
      {
        code: 'traces/unknown-component',
        file: collector,
        text: 'spanmetrics',
        says: 'does not connect two pipelines',
      },
    ],
  },
  {
    name: 'a Collector that samples errors and slow traces away',
    edit: ({ replace }) => {
      replace(collector, '- ERROR', '- OK');
      replace(collector, 'threshold_ms: 2000', 'threshold_ms: 20000');
      replace(collector, 'sampling_percentage: 5', 'sampling_percentage: 50');
    },
    finds: [
      { code: 'traces/wrong-sampling', file: collector, says: 'no policy keeps traces with an error' },
      { code: 'traces/wrong-sampling', file: collector, says: 'no policy keeps the slow traces' },
      { code: 'traces/wrong-sampling', file: collector, says: 'not sampled as the spec says' },
    ],
  },
  {
    name: 'a Collector with other buckets',
    edit: ({ replace }) => replace(collector, '- 100ms', '- 110ms'),
    finds: [{ code: 'traces/wrong-buckets', file: collector, says: 'the buckets of spans', help: '`100ms 1s`' }],
  },
  {
    name: 'a dashboard that is no JSON',
    edit: ({ replace }) => replace(conventions.dashboardPath('api'), '{', '{{'),
    finds: [
      { code: 'dashboards/missing', says: '`api`' },
      { code: 'dashboards/metric-without-panel', says: '`shop_breaker_state`' },
      { code: 'dashboards/not-json', file: conventions.dashboardPath('api'), says: 'not JSON' },
    ],
  },
];
