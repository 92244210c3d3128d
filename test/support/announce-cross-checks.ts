import { hasCorpora } from './corpora.ts';
import { hasProgram, type RealProgram } from './real-programs.ts';

const programs: readonly RealProgram[] = ['promtool', 'amtool', 'prometheus', 'prometheus-alertmanager'];

/** Says once per run which real programs and corpora are missing, so that a skipped cross-check is never a silent one. */
export default function announceCrossChecks(): void {
  const missing = programs.filter((program) => !hasProgram(program));
  if (missing.length > 0) console.warn(`\nSKIPPED cross-checks: not installed: ${missing.join(', ')}\n`);
  if (!hasCorpora)
    console.warn(
      '\nSKIPPED tests of other projects’ rules and configurations: their corpora are not beside the checkout\n',
    );
}
