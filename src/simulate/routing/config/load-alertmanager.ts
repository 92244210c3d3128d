import type { Diagnostic, Finding } from '../../../diagnostics/diagnostic.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { createLineIndex, locatePlace } from '../../rules/locate-place.ts';
import { readYaml } from '../../rules/read-yaml.ts';
import type { AlertmanagerVersion } from '../matchers/parse-matchers.ts';
import type { AlertmanagerSetup } from './alertmanager.ts';
import { readSetup } from './read-setup.ts';

/** A configuration with the means to say where something stands in its file. */
export interface LoadedAlertmanager {
  readonly setup: AlertmanagerSetup;
  readonly locate: (place: Finding['place']) => NonNullable<Diagnostic['location']>;
}

/**
 * Reads `alertmanager.yml` as that release of Alertmanager does: what it refuses is refused, with every reason and its place.
 * `file` is the path that findings name.
 */
export async function loadAlertmanager(
  text: string,
  file: string,
  version: AlertmanagerVersion,
): Promise<Result<LoadedAlertmanager, Diagnostic>> {
  const lines = createLineIndex(text);
  const yaml = await readYaml(text);
  if (!yaml.ok)
    return fail(
      ...yaml.errors.slice(0, 1).map(({ message, offset }) => ({
        code: 'alertmanager-config/not-yaml',
        severity: 'error' as const,
        message,
        help: 'correct the YAML',
        location: { file, ...lines.position(offset) },
      })),
    );
  const { root } = yaml.value;
  const locate = (place: Finding['place']) => locatePlace(root, lines, file, text, place);
  const { setup, findings } = readSetup(root, version);
  if (findings.length === 0) return ok({ setup, locate });
  return fail(...findings.map(({ place, ...finding }) => ({ ...finding, location: locate(place) })));
}
