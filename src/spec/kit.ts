import { defineKit } from 'tocsin';
import { receivers, routes, severities } from './routing.ts';

/** The house rules of betcode's monitoring: who scrapes, how often, and who hears about what. */
export const kit = defineKit({
  service: 'betcode',
  targetLabels: ['job', 'instance'],
  severities,
  scrapeEvery: '15s',
  evaluateEvery: '15s',
  links: {
    grafana: 'http://localhost:3000',
    runbooks: 'https://github.com/sakost/betcode/blob/main/monitoring/runbooks',
    prometheus: 'http://localhost:9095',
    alertmanager: 'http://localhost:9093',
  },
  receivers,
  routes,
});

// The requirements promise a listener on 9090 (daemon) and 9091 (relay). 9090 is Prometheus' own default port, too:
// on a machine with a daemon, Prometheus has to listen elsewhere.
export const daemon = kit.job('betcode-daemon', {
  targets: ['localhost:9090'],
  description: 'The daemon on a developer’s machine: runs Claude subprocesses and keeps their sessions in SQLite',
});

export const relay = kit.job('betcode-relay', {
  targets: ['localhost:9091'],
  description: 'The relay: routes requests of clients through tunnels to the daemons',
});
