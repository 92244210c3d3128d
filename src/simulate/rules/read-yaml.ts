import { ok, type Result } from '../../shared/result.ts';
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

/** Reads the first document of a YAML 1.1 file, as Prometheus does. */
export async function readYaml(text: string): Promise<Result<YamlFile, YamlFault>> {
  const plain = readPlainYaml(text);
  if (plain !== undefined) return ok(plain);
  // Few files need it, and it takes long to load.
  const { readAnyYaml } = await import('./read-any-yaml.ts');
  return readAnyYaml(text);
}
