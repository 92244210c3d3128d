import { resolve } from 'node:path';
import type { Finding } from '../../diagnostics/diagnostic.ts';
import { fullName, type VariantReport } from '../../experiments/report/report-variant.ts';
import type { Experiment, Variant } from '../../model/experiment.ts';
import type { Model } from '../../model/model.ts';
import { nearName } from '../../shared/near-name.ts';
import { CannotRunError } from '../cannot-run-error.ts';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult } from '../command-result.ts';
import { displayPath } from '../display-path.ts';
import { atomicWrite } from '../files/atomic-write.ts';
import { fault } from '../files/fault.ts';
import { experimentReport, experimentSummary } from '../reporters/experiment-report.ts';
import { type BuiltArtifacts, buildArtifacts } from './build-artifacts.ts';
import type { SpecOptions } from './build-spec.ts';

/** The options of `tocsin simulate`. */
export interface SimulateOptions extends SpecOptions {
  /** `experiment` or `experiment/variant`; without it, all of them. */
  readonly name?: string;
  /** Also write a page with charts. */
  readonly html?: string;
  /** Play on real programs on loopback instead, this many times as fast as in real life. */
  readonly live: boolean;
  readonly speed: number;
}

/** A variant to play, and where it stands in the document. */
export interface ChosenVariant {
  readonly experiment: Experiment;
  readonly variant: Variant;
  readonly path: Finding['place']['path'];
}

/** `tocsin simulate`: plays experiments and checks what they expect. Throws a {@link CannotRunError}. */
export async function simulate(options: SimulateOptions, context: CommandContext): Promise<CommandResult> {
  const { io, progress } = context;
  const built = await buildArtifacts(options, context);
  if (!built.ok) return { diagnostics: built.diagnostics, files: [], text: () => '' };
  const chosen = chooseVariants(built.model, options.name);
  let live: readonly VariantReport[] = [];
  if (options.live) {
    const { simulateLive } = await import('./simulate-live.ts');
    live = await simulateLive(built, chosen, options.speed, context);
  }
  let simulated: readonly VariantReport[] = [];
  if (!options.live || options.html !== undefined) {
    const results = await playAll(built, chosen, context);
    simulated = results.map(({ report }) => report);
    if (options.html !== undefined) {
      progress.step('writing the page');
      const { experimentsPage } = await import('../../experiments/report/html/experiments-page.ts');
      const pictured = results.map((result, i) => (live[i] === undefined ? result : { ...result, live: live[i] }));
      write(resolve(io.cwd, options.html), experimentsPage(built.model, pictured));
    }
  }
  const reports = [...simulated, ...live];
  const { variantJson } = await import('../../experiments/report/report-json.ts');
  const page = options.html === undefined ? '' : `wrote ${displayPath(io.cwd, resolve(io.cwd, options.html))}\n`;
  return {
    diagnostics: [...built.warnings, ...(await built.locate(failures(reports, [...chosen, ...chosen])))],
    files: [],
    json: { experiments: reports.map(variantJson) },
    text: (colors) =>
      `${reports.map((report) => experimentReport(report, colors)).join('\n')}\n${experimentSummary(reports)}${page}`,
  };
}

/** The variants that a name stands for. */
export function chooseVariants({ experiments }: Model, name: string | undefined): readonly ChosenVariant[] {
  const all = experiments.flatMap((experiment, i) =>
    experiment.variants.map((variant, k) => ({ experiment, variant, path: ['experiments', i, 'variants', k] })),
  );
  if (all.length === 0)
    throw new CannotRunError('simulate/no-experiments', 'the spec has no experiments', 'add `experiments` to the spec');
  if (name === undefined) return all;
  const chosen = all.filter((one) => one.experiment.name === name || fullName(one) === name);
  if (chosen.length > 0) return chosen;
  const names = [...experiments.map((one) => one.name), ...all.map(fullName)];
  const near = nearName(name, names);
  const help =
    near === undefined
      ? `use one of ${experiments.map((one) => `\`${one.name}\``).join(', ')}, or add \`/<variant>\``
      : `did you mean \`${near}\`?`;
  throw new CannotRunError('simulate/unknown-experiment', `there is no experiment \`${name}\``, help);
}

async function playAll(
  { model, artifacts }: BuiltArtifacts & { readonly ok: true },
  chosen: readonly ChosenVariant[],
  { progress }: CommandContext,
) {
  const { loadStack } = await import('../../experiments/play/load-stack.ts');
  const { playExperiment } = await import('../../experiments/play/play-experiment.ts');
  const { timelineEntries } = await import('../../experiments/report/timeline-entries.ts');
  const stack = await loadStack(artifacts);
  return chosen.map(({ experiment, variant }, i) => {
    progress.step('simulating', i, chosen.length);
    const result = playExperiment(model, stack, experiment, variant);
    const { observed } = result.runs[0];
    const timeline = timelineEntries(model, variant, observed);
    const report: VariantReport = { experiment, variant, observed, timeline, verdicts: result.verdicts };
    return { ...result, report };
  });
}

/** A finding for every expectation that was not met, at its place in the spec. */
export function failures(reports: readonly VariantReport[], chosen: readonly ChosenVariant[]): readonly Finding[] {
  return reports.flatMap((report, i) =>
    report.verdicts.flatMap(({ ok, code, expected, got, help, path }) => {
      if (ok) return [];
      const message = `\`${fullName(report)}\`: expected that ${expected}, but ${got}`;
      return [
        { code, severity: 'error' as const, message, help, place: { path: [...(chosen[i]?.path ?? []), ...path] } },
      ];
    }),
  );
}

function write(path: string, content: string): void {
  try {
    atomicWrite(path, content, { durable: false, replaces: true });
  } catch (error) {
    throw fault('write', path, error);
  }
}
