import type { SpecDocument } from '../../model/document.ts';
import { sha256 } from '../../shared/sha256.ts';
import { toolVersion } from '../tool-version.ts';

/** The SHA-256 of all that the generated files are made from: the document of the spec, and this version of Tocsin. */
export const specDigest = (document: SpecDocument): string => sha256(`${toolVersion()}\n${JSON.stringify(document)}`);
