import { fail, ok, type Result } from '../../shared/result.ts';
import { readPlainYaml } from './read-plain-yaml.ts';
import type { YamlNode } from './yaml-node.ts';

/** A mistake of syntax, and where it is. */
export interface YamlFault {
  readonly message: string;
  /** UTF-16 offset into the file. */
  readonly offset: number;
}

/** What a YAML file contains. */
export interface YamlFile {
  /** The first document; null when there is none. */
  readonly root: YamlNode;
  /** Whether more documents follow, which promtool does not read. */
  readonly hasMore: boolean;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/;

/** Reads the first document of a YAML 1.1 file, as Prometheus does. */
export async function readYaml(text: string): Promise<Result<YamlFile, YamlFault>> {
  const control = forbidden.exec(text);
  if (control !== null) {
    const code = control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return fail({ message: `the control character U+${code} is not allowed`, offset: control.index });
  }
  const plain = readPlainYaml(text);
  if (plain !== undefined) return ok(plain);
  // Few files need it, and it takes long to load.
  const { readAnyYaml } = await import('./read-any-yaml.ts');
  return readAnyYaml(text);
}
