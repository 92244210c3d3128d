import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { conventions } from '../../model/conventions.ts';
import type { FileReport } from '../command-result.ts';
import type { DisplayPath } from '../display-path.ts';
import { refusalFinding, strangerFinding } from '../files/output-findings.ts';
import type { Comparison } from './compare-output.ts';

/** What is wrong with the output folder. */
export interface StaleInput {
  readonly comparison: Comparison;
  /** Files among the generated ones that no run made. */
  readonly strangers: readonly string[];
  readonly display: DisplayPath;
  /** The command that brings the output up to date, without `--force`. */
  readonly repair: string;
}

const phrases = { stale: 'differ', missing: 'missing', extra: 'no longer generated' } as const;

function counts(files: readonly FileReport[]): string {
  return (['stale', 'missing', 'extra'] as const)
    .map((status) => ({ status, count: files.filter((file) => file.status === status).length }))
    .filter(({ count }) => count > 0)
    .map(({ status, count }) => `${count} ${status === 'stale' && count === 1 ? 'differs' : phrases[status]}`)
    .join(', ');
}

/**
 * What is stale, in words; the empty text when nothing is. That the manifest changes with its files goes without
 * saying.
 */
function summary(files: readonly FileReport[], display: DisplayPath): string {
  const generated = files.filter(({ path }) => path !== conventions.manifestPath);
  const changed = counts(generated);
  if (changed !== '') return `of ${generated.length} files, ${changed}`;
  const manifest = files.find(({ path, status }) => path === conventions.manifestPath && status !== 'current');
  return manifest === undefined ? '' : `\`${display(manifest.path)}\` is ${manifest.status}`;
}

/** Findings about an output folder that is not what the spec says; none when it is. */
export function staleFindings({ comparison, strangers, display, repair }: StaleInput): readonly Diagnostic[] {
  const { files, obstacles, needsForce } = comparison;
  const difference = summary(files, display);
  const stale: Diagnostic = {
    code: 'output/stale',
    severity: 'error',
    message: `the output is not what the spec says: ${difference}`,
    help: needsForce
      ? `some files were edited by hand: move the changes into the spec, then run \`${repair} --force\``
      : `run \`${repair}\``,
  };
  return [
    ...obstacles.map((refusal) => refusalFinding(refusal, display)),
    ...strangers.map((path) => strangerFinding(path, display, 'error')),
    ...(difference === '' ? [] : [stale]),
  ];
}
