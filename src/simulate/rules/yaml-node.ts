/** A value of a YAML file with its place. Aliases and merge keys are resolved: what remains is what Go's decoder sees. */
export type YamlNode = YamlScalar | YamlMap | YamlList;

interface Ranged {
  /** Half-open UTF-16 offsets into the file. */
  readonly start: number;
  readonly end: number;
}

/** A text, and whether it stood there without quotes: only then can it be a number, a boolean or null. */
export interface YamlScalar extends Ranged {
  readonly kind: 'scalar';
  readonly text: string;
  readonly isPlain: boolean;
}

export interface YamlMap extends Ranged {
  readonly kind: 'map';
  readonly entries: readonly YamlEntry[];
}

export interface YamlEntry {
  readonly key: YamlScalar;
  readonly value: YamlNode;
}

export interface YamlList extends Ranged {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
}

/** Whether the node is null: written as such, or not written at all. */
export const isNull = (node: YamlNode): boolean =>
  node.kind === 'scalar' && node.isPlain && /^(?:|~|null|Null|NULL)$/.test(node.text);
