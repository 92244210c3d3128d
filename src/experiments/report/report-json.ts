import type { VariantReport } from './report-variant.ts';

/** A variant as `tocsin simulate --json` prints it; times are seconds after the fault. */
export function variantJson({ experiment, variant, observed, timeline, verdicts }: VariantReport): object {
  return {
    experiment: experiment.name,
    variant: variant.name,
    what: variant.what,
    run: observed.run,
    ok: verdicts.every(({ ok }) => ok),
    ...(variant.finding === undefined ? {} : { finding: variant.finding }),
    timeline: timeline.map(({ time, ...entry }) => ({ at: time / 1000, ...entry })),
    expectations: verdicts.map(({ ok, code, expected, got }) => ({ ok, code, expected, got })),
  };
}
