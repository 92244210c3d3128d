import type { Diagnostic, Finding } from '../../../diagnostics/diagnostic.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { createLineIndex, locatePlace } from '../../rules/locate-place.ts';
import { readYaml } from '../../rules/read-yaml.ts';
import type { YamlNode } from '../../rules/yaml-node.ts';
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
  const help = version === 'current' ? undefined : newerKeyHelp(root);
  return fail(...findings.map(({ place, ...one }) => ({ ...one, ...help?.(one, place), location: locate(place) })));
}

/** A better help for keys that the old release does not know and the current one does. */
function newerKeyHelp(root: YamlNode) {
  const isUnknown = (code: string): boolean => code === 'alertmanager-config/unknown-key';
  const { findings } = readSetup(root, 'current');
  const never = new Set(findings.filter(({ code }) => isUnknown(code)).map(({ place }) => JSON.stringify(place.path)));
  return ({ code }: Pick<Finding, 'code'>, { path }: Finding['place']) =>
    isUnknown(code) && !never.has(JSON.stringify(path))
      ? { help: 'newer releases of Alertmanager have it: read the file with `--release current`, or remove it' }
      : {};
}
