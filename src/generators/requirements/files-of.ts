import type { Artifact } from '../../formats/artifact.ts';
import { conventions } from '../../model/conventions.ts';
import type { Reference } from '../../model/requirement.ts';

/** The generated files in which an item of the spec, or a part of one, is to be seen. */
export function filesOf({ kind, name }: Reference, artifacts: readonly Artifact[]): readonly string[] {
  const from = (...items: readonly string[]): readonly string[] =>
    artifacts.filter((one) => one.from.split(', ').some((item) => items.includes(item))).map(({ path }) => path);
  switch (kind) {
    case 'alert':
      return from(`alert ${name}`);
    case 'experiment':
      return from(`experiment ${name}`);
    case 'metric': {
      const word = new RegExp(`(?<![a-zA-Z0-9_:])${name}(?:_bucket|_count|_sum)?(?![a-zA-Z0-9_:])`);
      return artifacts
        .filter(({ path, content }) => /^(?:prometheus\/rules|grafana\/dashboards)\//.test(path) && word.test(content))
        .map(({ path }) => path);
    }
    case 'receiver':
    case 'severity':
      return [conventions.alertmanagerPath];
    case 'logField':
    case 'logProfile':
      return from('logs');
    case 'span':
    case 'traceMode':
      return from('traces');
  }
}
