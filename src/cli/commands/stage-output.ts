import { type Area, scopeOf } from '../areas.ts';
import type { StagedFile } from '../crew/share.ts';
import { checkArtifacts } from '../files/check-artifacts.ts';
import type { Output } from '../files/open-output.ts';
import { type Survey, surveyDisk } from '../files/survey-disk.ts';
import type { BuiltSpec } from './build-spec.ts';

/** What the spec stands for beside what is there. */
export interface StagedOutput extends Output {
  /** The digest of the spec. */
  readonly spec: string;
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

type Built = Pick<BuiltSpec & { readonly ok: true }, 'crew' | 'digest'>;

/** Generates everything and looks at what is on the disk. Throws a {@link CannotRunError}. */
export async function stageOutput(built: Built, output: Output, options: StageOptions): Promise<StagedOutput> {
  const { files, temporaries } = await built.crew.stage({ root: output.root, ...options });
  checkArtifacts(files);
  return survey(built, output, { artifacts: files, temporaries, inScope: scopeOf(options.only) });
}

/**
 * What the manifest says about an output that was made from this very spec by this version, beside what is there: the
 * files need not be generated to know what they should be. Undefined for any other. Throws a {@link CannotRunError}.
 */
export async function recordedOutput(built: Built, output: Output): Promise<StagedOutput | undefined> {
  const { root, manifest, madeFrom } = output;
  if (madeFrom !== built.digest) return undefined;
  const found = await built.crew.look({ root, paths: [...manifest.keys()] });
  const artifacts = [...manifest].map(([path, entry]): StagedFile => {
    const onDisk = found.get(path);
    return { path, ...entry, ...(onDisk === undefined ? {} : { onDisk }) };
  });
  return survey(built, output, { artifacts, temporaries: [], inScope: () => true });
}

interface Wanted {
  readonly artifacts: readonly StagedFile[];
  readonly temporaries: readonly string[];
  readonly inScope: (path: string) => boolean;
}

function survey({ digest }: Built, output: Output, { artifacts, temporaries, inScope }: Wanted): StagedOutput {
  const { root, manifest, journal } = output;
  const paths = [...artifacts.map(({ path }) => path), ...manifest.keys(), ...journal.keys()];
  const found = surveyDisk(root, {
    wanted: new Set(paths.filter(inScope)),
    known: new Map(artifacts.map(({ path, onDisk }) => [path, onDisk])),
    temporaries: new Set(temporaries),
  });
  return { ...output, spec: digest, artifacts, survey: found };
}
