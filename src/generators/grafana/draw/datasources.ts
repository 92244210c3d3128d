import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/dashboard';

/** Variables that choose a data source, named as dashboard-linter asks for when there are several. */
export const datasourceVariable = { prometheus: 'prometheus_datasource', loki: 'loki_datasource' } as const;

/** The data source that the dashboard's variable names. */
export const chosenDatasource = (type: keyof typeof datasourceVariable): DataSourceRef => ({
  type,
  uid: `\${${datasourceVariable[type]}}`,
});

/** What Grafana calls the data source of a panel whose queries have one each. */
export const mixedDatasource: DataSourceRef = { type: 'datasource', uid: '-- Mixed --' };
