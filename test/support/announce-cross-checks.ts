import { hasProgram, type RealProgram } from './real-programs.ts';

const programs: readonly RealProgram[] = ['promtool', 'amtool', 'prometheus', 'prometheus-alertmanager'];

/** Says once per run which real programs are missing, so that a skipped cross-check is never a silent one. */
export default function announceCrossChecks(): void {
  const missing = programs.filter((program) => !hasProgram(program));
  if (missing.length > 0) console.warn(`\nSKIPPED cross-checks: not installed: ${missing.join(', ')}\n`);
}
