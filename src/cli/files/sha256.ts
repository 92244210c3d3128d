import { hash } from 'node:crypto';
import type { Artifact } from '../../formats/artifact.ts';

/** The SHA-256 of a text (as UTF-8) or of bytes, in hexadecimal. */
export const sha256 = (content: string | Uint8Array): string => hash('sha256', content, 'hex');

/** An artifact and its hash, which costs seconds when an output of hundreds of megabytes is hashed at every turn. */
export interface HashedArtifact extends Artifact {
  readonly sha256: string;
}

/** Hashes artifacts. */
export const hashed = (artifacts: readonly Artifact[]): readonly HashedArtifact[] =>
  artifacts.map((artifact) => ({ ...artifact, sha256: sha256(artifact.content) }));
