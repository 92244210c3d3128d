import { checkVariant } from '../../experiments/check/check-variant.ts';
import type { VariantReport } from '../../experiments/report/report-variant.ts';
import { timelineEntries } from '../../experiments/report/timeline-entries.ts';
import { findProgram } from '../../live/find-program.ts';
import { playLive } from '../../live/play-live.ts';
import { StackFault } from '../../live/stack-fault.ts';
import { CannotRunError } from '../cannot-run-error.ts';
import type { CommandContext } from '../command-context.ts';
import type { BuiltArtifacts } from './build-artifacts.ts';
import type { ChosenVariant } from './simulate.ts';

/** Stacks that run at the same time: they mostly wait. */
const atOnce = 8;

/** Plays variants on real programs, several at a time, the longest first. Throws a {@link CannotRunError}. */
export async function simulateLive(
  { model, document, artifacts }: BuiltArtifacts & { readonly ok: true },
  chosen: readonly ChosenVariant[],
  speed: number,
  { progress }: CommandContext,
): Promise<readonly VariantReport[]> {
  try {
    const prometheus = findProgram('Prometheus', 'prometheus');
    const alertmanager = findProgram('Alertmanager', 'prometheus-alertmanager', 'alertmanager');
    const reports: VariantReport[] = [];
    const waiting = chosen
      .map((one, index) => ({ ...one, index }))
      .toSorted((a, b) => b.variant.lasts + b.variant.warmUp - (a.variant.lasts + a.variant.warmUp));
    let done = 0;
    // A scrape and an evaluation may lie differently than any that was simulated, and a busy machine is late.
    const slack = 2 * Math.max(model.scrapeInterval, model.evaluationInterval);
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const { experiment, variant, index } = next;
        const observed = await playLive({ document, model, artifacts, variant, speed, prometheus, alertmanager });
        const verdicts = checkVariant({ model, variant, runs: [observed], slack });
        const timeline = timelineEntries(model, variant, observed);
        reports[index] = { experiment, variant, observed, timeline, verdicts };
        done++;
        progress.step('playing on real programs', done, chosen.length);
      }
    };
    progress.step('playing on real programs', 0, chosen.length);
    await Promise.all(Array.from({ length: Math.min(atOnce, chosen.length) }, work));
    return reports;
  } catch (error) {
    if (error instanceof StackFault) throw new CannotRunError(error.code, error.message, error.help);
    throw error;
  }
}
