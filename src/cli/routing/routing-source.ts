import { dirname, join, resolve } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { conventions } from '../../model/conventions.ts';
import type { Model } from '../../model/model.ts';
import { type LoadedAlertmanager, loadAlertmanager } from '../../simulate/routing/config/load-alertmanager.ts';
import type { AlertmanagerVersion } from '../../simulate/routing/matchers/parse-matchers.ts';
import type { TemplateFile } from '../../simulate/routing/render/template-library.ts';
import type { CommandContext } from '../command-context.ts';
import type { BuiltArtifacts } from '../commands/build-artifacts.ts';
import type { SpecOptions } from '../commands/build-spec.ts';
import { readText } from '../files/read-text.ts';
import { globFiles } from '../rule-tests/glob-files.ts';

/** Which configuration is meant. */
export interface RoutingOptions extends SpecOptions {
  /** Anybody's configuration; that of the spec when absent. */
  readonly alertmanager?: string;
  readonly release: AlertmanagerVersion;
}

/** A configuration, and the spec that it was generated from if there is one. */
export interface RoutingSource extends LoadedAlertmanager {
  /** As findings name it. */
  readonly file: string;
  readonly model?: Model;
  readonly templates: readonly TemplateFile[];
}

/** The configuration that the options name, or what is wrong with it; that of `spec` when they name none. */
export async function routingSource(
  options: RoutingOptions,
  context: CommandContext,
  spec: BuiltArtifacts | undefined,
): Promise<RoutingSource | readonly Diagnostic[]> {
  const { alertmanager, release } = options;
  const { io, progress } = context;
  if (spec !== undefined && !spec.ok) return spec.diagnostics;
  progress.step('reading the Alertmanager configuration');
  const model = spec === undefined ? {} : { model: spec.model };
  if (alertmanager === undefined) {
    const artifacts = spec?.artifacts ?? [];
    const path = conventions.alertmanagerPath;
    const file = join(spec?.out ?? '', path);
    const loaded = await loadAlertmanager(artifacts.find((one) => one.path === path)?.content ?? '', file, release);
    if (!loaded.ok) return loaded.errors;
    const templates = artifacts.filter((one) => one.path.startsWith(`${conventions.templatesFolder}/`));
    return { ...loaded.value, ...model, file, templates };
  }
  const file = resolve(io.cwd, alertmanager);
  const loaded = await loadAlertmanager(readText(file), file, release);
  if (!loaded.ok) return loaded.errors;
  const templates = loaded.value.setup.templates
    .flatMap((pattern) => globFiles(dirname(file), pattern))
    .map((path) => ({ path, content: readText(path) }));
  return { ...loaded.value, ...model, file, templates };
}
