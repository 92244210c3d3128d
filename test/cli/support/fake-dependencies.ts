import { readFileSync } from 'node:fs';
import type { Dependencies } from '../../../src/cli/dependencies.ts';
import type { Diagnostic, Finding } from '../../../src/diagnostics/diagnostic.ts';
import type { Model } from '../../../src/model/model.ts';

/** What the config of a test contains, as JSON: the files to generate, or what is wrong. */
export interface FakeSpec {
  readonly files: Readonly<Record<string, string>>;
  readonly findings?: readonly Finding[];
  /** What is wrong with the generated files. */
  readonly invalid?: readonly Diagnostic[];
  readonly out?: string;
}

const model: Model = {
  service: 'fake',
  targetLabels: ['job', 'instance'],
  scrapeInterval: 15_000,
  evaluationInterval: 15_000,
  links: { grafana: '', runbooks: '' },
  severities: [],
  receivers: [],
  routes: [],
  jobs: [],
  metrics: [],
  alerts: [],
  experiments: [],
  requirements: [],
  inhibitions: [],
  dashboards: [],
};

/** Stands in for model and generators: generates the files that the config spells out. */
export function fakeDependencies(): Dependencies {
  let spec: FakeSpec = { files: {} };
  return {
    loadSpec: async (path) => {
      spec = JSON.parse(readFileSync(path, 'utf8')) as FakeSpec;
      const { out } = spec;
      return {
        ok: true,
        document: spec,
        ...(out === undefined ? {} : { out }),
        locate: () => ({ file: path, line: 1, column: 1 }),
      };
    },
    resolve: async () => {
      const findings = spec.findings ?? [];
      const errors = findings.some(({ severity }) => severity === 'error');
      return errors ? { ok: false, errors: findings } : { ok: true, value: model, warnings: findings };
    },
    outputParts: async () =>
      Object.entries(spec.files).map(([path, content]) => () => [{ path, content, from: `item ${path}` }]),
    factsOf: async () => () => undefined,
    openValidation: async () => ({ check: () => undefined, conclude: () => spec.invalid ?? [] }),
  };
}
