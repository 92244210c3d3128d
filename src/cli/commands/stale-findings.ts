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

/** The first few files, and a verb. */
function editedFiles(paths: readonly string[]): string {
  const named = paths.slice(0, 3).map((path) => `\`${path}\``);
  const rest = paths.length - named.length;
  const all = rest === 0 ? named : [...named, `${rest} more`];
  const listed = all.length === 1 ? all[0] : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
  return `${listed} ${paths.length === 1 ? 'was' : 'were'}`;
}

/** Findings about an output folder that is not what the spec says; none when it is. */
export function staleFindings({ comparison, strangers, display, repair }: StaleInput): readonly Diagnostic[] {
  const { files, obstacles, needForce } = comparison;
  const difference = summary(files, display);
  const stale: Diagnostic = {
    code: 'output/stale',
    severity: 'error',
    message: `the output is not what the spec says: ${difference}`,
    help:
      needForce.length === 0
        ? `run \`${repair}\``
        : `${editedFiles(needForce.map(display))} edited by hand: move the changes into the spec, then run \`${repair} --force\``,
  };
  return [
    ...obstacles.map((refusal) => refusalFinding(refusal, display)),
    ...strangers.map((path) => strangerFinding(path, display, 'error')),
    ...(difference === '' ? [] : [stale]),
  ];
}
