import { type Area, scopeOf } from '../areas.ts';
import type { Crew } from '../crew/crew.ts';
import type { StagedFile } from '../crew/share.ts';
import { checkArtifacts } from '../files/check-artifacts.ts';
import type { Output } from '../files/open-output.ts';
import { type Survey, surveyDisk } from '../files/survey-disk.ts';

/** What the spec stands for beside what is there. */
export interface StagedOutput extends Output {
  /** Sorted by path. */
  readonly artifacts: readonly StagedFile[];
  readonly survey: Survey;
}

/** What to stage. */
export interface StageOptions {
  readonly only?: readonly Area[];
  /** Whether it is to be written. */
  readonly keeps: boolean;
}

/** Generates everything and looks at what is on the disk. Throws a {@link CannotRunError}. */
export async function stageOutput(crew: Crew, output: Output, options: StageOptions): Promise<StagedOutput> {
  const { root, manifest, journal } = output;
  const { files, temporaries } = await crew.stage({ root, ...options });
  checkArtifacts(files);
  const paths = [...files.map(({ path }) => path), ...manifest.keys(), ...journal.keys()];
  const survey = surveyDisk(root, {
    wanted: new Set(paths.filter(scopeOf(options.only))),
    known: new Map(files.map(({ path, onDisk }) => [path, onDisk])),
    temporaries: new Set(temporaries),
  });
  return { ...output, artifacts: files, survey };
}
