/**
 * Which folder of src/ may import which others. Everything that is not listed is forbidden.
 * Change it only together with docs/architecture.md and, where the cut moves, an ADR.
 */
export const layers: Readonly<Record<string, readonly string[]>> = {
  shared: [],
  diagnostics: ['shared'],
  promql: ['diagnostics', 'shared'],
  formats: ['shared'],
  model: ['promql', 'diagnostics', 'shared'],
  language: ['model', 'promql', 'shared'],
  instrumentation: ['language', 'model', 'shared'],
  simulate: ['promql', 'formats', 'diagnostics', 'shared'],
  mutants: ['promql', 'formats', 'simulate', 'diagnostics', 'shared'],
  scenarios: ['model', 'promql', 'simulate', 'shared'],
  signals: ['model', 'diagnostics', 'shared'],
  generators: ['model', 'promql', 'formats', 'scenarios', 'simulate', 'shared'],
  validators: ['model', 'promql', 'formats', 'simulate', 'scenarios', 'diagnostics', 'shared'],
  experiments: ['model', 'promql', 'formats', 'generators', 'simulate', 'diagnostics', 'shared'],
  live: ['experiments', 'instrumentation', 'generators', 'language', 'model', 'promql', 'formats', 'shared'],
  cli: [
    'shared',
    'diagnostics',
    'promql',
    'formats',
    'model',
    'language',
    'simulate',
    'mutants',
    'scenarios',
    'signals',
    'generators',
    'validators',
    'experiments',
    'live',
  ],
};

/** The folders that may touch files, processes, network, clock and environment. */
export const impure: readonly string[] = ['cli', 'live'];
