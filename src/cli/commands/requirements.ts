import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Diagnostic, Finding } from '../../diagnostics/diagnostic.ts';
import { requirementsPage } from '../../generators/requirements/requirements-page.ts';
import type { Model } from '../../model/model.ts';
import type { Reference } from '../../model/requirement.ts';
import { CannotRunError } from '../cannot-run-error.ts';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult } from '../command-result.ts';
import { displayPath } from '../display-path.ts';
import { atomicWrite } from '../files/atomic-write.ts';
import { fault } from '../files/fault.ts';
import { findConfig } from '../files/find-config.ts';
import { type BuiltArtifacts, buildArtifacts } from './build-artifacts.ts';
import type { SpecOptions } from './build-spec.ts';

/** The options of `tocsin requirements`. */
export interface RequirementsOptions extends SpecOptions {
  /** Write the page to this file. */
  readonly write?: string;
  /** Compare the page with this file. */
  readonly check?: string;
}

/** `tocsin requirements`: the page that says what holds each requirement. Throws a {@link CannotRunError}. */
export async function requirements(options: RequirementsOptions, context: CommandContext): Promise<CommandResult> {
  const { io } = context;
  const built = await buildArtifacts(options, context);
  if (!built.ok) return { diagnostics: built.diagnostics, files: [], text: () => '' };
  if (built.model.requirements.length === 0) {
    const help = 'add `requirements` to the spec';
    throw new CannotRunError('requirements/none', 'the spec has no requirements', help);
  }
  const root = dirname(findConfig(io.cwd, options.config));
  const target = options.write ?? options.check;
  const path = target === undefined ? undefined : resolve(io.cwd, target);
  const page = await pageFor(built, path === undefined ? root : dirname(path), root, io.cwd);
  const missing = await built.locate(missingTests(built.model, root));
  const diagnostics = [...built.warnings, ...missing];
  if (path === undefined) return { diagnostics, files: [], text: () => page };
  const shown = displayPath(io.cwd, path);
  if (options.write === undefined) {
    const stale = readText(path) === page ? [] : [staleFinding(shown)];
    return {
      diagnostics: [...diagnostics, ...stale],
      files: [],
      text: () => (stale.length > 0 ? '' : `${shown} is current\n`),
    };
  }
  try {
    atomicWrite(path, page, { durable: false, replaces: true });
  } catch (error) {
    throw fault('write', path, error);
  }
  return { diagnostics, files: [], text: () => `wrote ${shown}\n` };
}

type Built = BuiltArtifacts & { readonly ok: true };

/** The page as it stands in a folder. */
async function pageFor(
  { model, artifacts, locate, out }: Built,
  folder: string,
  root: string,
  cwd: string,
): Promise<string> {
  const to = (path: string): string => relative(folder, path).split(sep).join('/');
  const files = new Map<string, string>();
  const references = [
    ...model.requirements.flatMap(({ heldBy }) => heldBy),
    ...model.metrics.map(({ name }): Reference => ({ kind: 'metric', name })),
    ...model.alerts.map(({ name }): Reference => ({ kind: 'alert', name })),
  ];
  const places = references.map((reference) => ({ ...finding, place: { path: pathOf(model, reference) } }));
  (await locate(places)).forEach(({ location }, i) => {
    const reference = references[i];
    if (reference !== undefined && location !== undefined) files.set(keyOf(reference), to(resolve(cwd, location.file)));
  });
  return requirementsPage(model, artifacts, {
    specFile: (reference) => files.get(keyOf(reference)),
    outputFile: (path) => to(join(out, path)),
    test: (path) => to(join(root, path)),
  });
}

const finding = { code: '', severity: 'info', message: '', help: '' } as const;

const keyOf = ({ kind, name }: Reference): string => `${kind} ${name}`;

/** Where an item, or a part of one, stands in the document. */
function pathOf(model: Model, { kind, name }: Reference): Finding['place']['path'] {
  const index = (items: readonly { readonly name: string }[]): number => items.findIndex((one) => one.name === name);
  switch (kind) {
    case 'metric':
      return ['metrics', index(model.metrics)];
    case 'alert':
      return ['alerts', index(model.alerts)];
    case 'experiment':
      return ['experiments', index(model.experiments)];
    case 'receiver':
      return ['receivers', name];
    case 'severity':
      return ['severities', model.severities.indexOf(name)];
    case 'logField':
      return ['logs', Object.hasOwn(model.logs?.required ?? {}, name) ? 'required' : 'contextual', name];
    case 'logProfile':
      return ['logs', 'profiles', name];
    case 'span':
      return ['traces', 'spans', name];
    case 'traceMode':
      return ['traces', 'modes', name];
  }
}

function missingTests({ requirements: all }: Model, root: string): readonly Finding[] {
  return all.flatMap(({ tests }, i) =>
    tests.flatMap((test, k) => {
      if (existsSync(join(root, test))) return [];
      const place = { path: ['requirements', i, 'tests', k] };
      const message = `there is no test \`${test}\``;
      return [
        { code: 'requirement/missing-test', severity: 'error' as const, message, help: 'correct the path', place },
      ];
    }),
  );
}

const staleFinding = (file: string): Diagnostic => ({
  code: 'requirement/stale-page',
  severity: 'error',
  message: `\`${file}\` is not what the spec says`,
  help: `run \`tocsin requirements --write ${file}\``,
});

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // A page that is not there, or cannot be read, is not current.
    return undefined;
  }
}
