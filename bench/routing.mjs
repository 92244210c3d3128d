#!/usr/bin/env node
// What it costs to route label sets through trees: 100,000 of them by 50 to 5,000 routes, and 10,000 to 1,000,000 by 500.
import { loadAlertmanager } from '../dist/simulate/routing/config/load-alertmanager.js';
import { matchRoute } from '../dist/simulate/routing/route/match-route.js';

/** Ten routes for each service: by severity and by team, one of them a regular expression. */
function configOf(routes) {
  const services = Math.ceil(routes / 10);
  const lines = ['route:', '  receiver: all', '  routes:'];
  for (let i = 0; i < services; i++) {
    lines.push(`    - matchers: [service="service-${i}"]`, '      routes:');
    for (let k = 0; k < 8; k++) lines.push(`        - matchers: [severity="s${k}", team=~"team-${k}|ops"]`);
    lines.push('        - matchers: [severity!=""]');
  }
  return [...lines, 'receivers: [{name: all}]'].join('\n');
}

const setsOf = (count, routes) =>
  Array.from({ length: count }, (_, i) => ({
    alertname: `Alert${i % 97}`,
    service: `service-${(i * 7) % Math.ceil(routes / 10)}`,
    severity: `s${i % 9}`,
    team: i % 3 === 0 ? 'ops' : `team-${i % 8}`,
    instance: `host-${i}`,
  }));

async function measure(count, routes) {
  const loaded = await loadAlertmanager(configOf(routes), 'alertmanager.yml', '0.25');
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.errors));
  const { route } = loaded.value.setup;
  const sets = setsOf(count, routes);
  for (const set of sets.slice(0, 2000)) matchRoute(route, set);
  const { user, system } = process.cpuUsage();
  let reached = 0;
  for (const set of sets) reached += matchRoute(route, set).length;
  const used = process.cpuUsage();
  if (reached < count) throw new Error('an alert was lost');
  return (used.user + used.system - user - system) / 1e6;
}

console.log(`Node ${process.version}; x: growth of CPU time from one line to the next`);
console.log(
  `${'sets'.padStart(9)}${'routes'.padStart(8)}${'CPU s'.padStart(9)}${'sets/s'.padStart(12)}${'x'.padStart(7)}`,
);
for (const cases of [
  [
    [10_000, 500],
    [100_000, 500],
    [1_000_000, 500],
  ],
  [
    [100_000, 50],
    [100_000, 500],
    [100_000, 5000],
  ],
]) {
  let before;
  for (const [count, routes] of cases) {
    const cpu = await measure(count, routes);
    const growth = before === undefined ? '' : (cpu / before).toFixed(1);
    before = cpu;
    console.log(
      `${String(count).padStart(9)}${String(routes).padStart(8)}${cpu.toFixed(3).padStart(9)}${String(Math.round(count / cpu)).padStart(12)}${growth.padStart(7)}`,
    );
  }
}
