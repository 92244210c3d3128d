import type { Finding, Place } from '../../diagnostics/diagnostic.ts';
import { parseDuration } from '../../shared/duration.ts';
import { nearName } from '../../shared/near-name.ts';
import { isNull, type YamlNode } from './yaml-node.ts';

/** The way to a value from the root of its file. */
export type Path = Place['path'];

/** Collects findings about one file. */
export interface FindingSink {
  readonly findings: Finding[];
  report(code: string, path: Path, message: string, help: string, place?: Omit<Place, 'path'>): void;
}

/** An empty sink. */
export function createFindingSink(): FindingSink {
  const findings: Finding[] = [];
  return {
    findings,
    report(code, path, message, help, place = {}) {
      findings.push({ code, severity: 'error', message, help, place: { path, ...place } });
    },
  };
}

const kindName = (node: YamlNode): string =>
  node.kind === 'map' ? 'a mapping' : node.kind === 'list' ? 'a list' : `\`${node.text}\``;

/** Reads YAML values with the strictness of Prometheus: a key that it does not know is an error, null is the zero value. */
export interface FieldReader {
  /** The values by key; findings about keys that are unknown or given twice. */
  fields(node: YamlNode, path: Path, known: ReadonlySet<string>, what: string): ReadonlyMap<string, YamlNode>;
  list(node: YamlNode | undefined, path: Path): readonly YamlNode[];
  /** `undefined` when it is missing or null. */
  text(node: YamlNode | undefined, path: Path): string | undefined;
  /** Milliseconds. */
  duration(node: YamlNode | undefined, path: Path): number | undefined;
  number(node: YamlNode | undefined, path: Path): number | undefined;
  boolean(node: YamlNode | undefined, path: Path): boolean | undefined;
  /** A mapping of texts; keys in the order of the file. */
  texts(node: YamlNode | undefined, path: Path): ReadonlyMap<string, string>;
}

/** A reader that reports to `sink`, with codes in `area`. */
export function createFieldReader(area: string, sink: FindingSink): FieldReader {
  const wrongType = (path: Path, node: YamlNode, wanted: string): undefined => {
    sink.report(`${area}/wrong-type`, path, `expected ${wanted}, found ${kindName(node)}`, `write ${wanted}`);
    return undefined;
  };

  function entries(node: YamlNode, path: Path): ReadonlyMap<string, YamlNode> {
    const found = new Map<string, YamlNode>();
    if (isNull(node)) return found;
    if (node.kind !== 'map') {
      wrongType(path, node, 'a mapping');
      return found;
    }
    for (const { key, value } of node.entries) {
      if (found.has(key.text)) {
        const help = 'keep one of them';
        sink.report(`${area}/duplicate-key`, [...path, key.text], `key \`${key.text}\` is given twice`, help, {
          atKey: true,
        });
      }
      found.set(key.text, value);
    }
    return found;
  }

  function scalar(node: YamlNode | undefined, path: Path, wanted: string) {
    if (node === undefined || isNull(node)) return undefined;
    return node.kind === 'scalar' ? node : wrongType(path, node, wanted);
  }

  return {
    fields(node, path, known, what) {
      const found = entries(node, path);
      for (const key of found.keys()) {
        if (known.has(key)) continue;
        const near = nearName(key, known);
        const help = near === undefined ? `remove it; ${what} has ${listed(known)}` : `did you mean \`${near}\`?`;
        sink.report(`${area}/unknown-key`, [...path, key], `\`${key}\` is not a key of ${what}`, help, { atKey: true });
      }
      return found;
    },
    list(node, path) {
      if (node === undefined || isNull(node)) return [];
      if (node.kind === 'list') return node.items;
      wrongType(path, node, 'a list');
      return [];
    },
    text: (node, path) => scalar(node, path, 'a text')?.text,
    duration(node, path) {
      const found = scalar(node, path, 'a duration');
      if (found === undefined) return undefined;
      const ms = parseDuration(found.text);
      if (ms !== undefined) return ms;
      sink.report(
        `${area}/duration`,
        path,
        `\`${found.text}\` is not a duration`,
        'write it like `30s`, `5m` or `1h30m`',
      );
      return undefined;
    },
    number(node, path) {
      const found = scalar(node, path, 'a number');
      if (found === undefined) return undefined;
      const value = found.isPlain ? yamlNumber(found.text) : undefined;
      return value ?? wrongType(path, found, 'a number');
    },
    boolean(node, path) {
      const found = scalar(node, path, '`true` or `false`');
      if (found === undefined) return undefined;
      if (found.isPlain && /^(?:true|True|TRUE|yes|Yes|YES|on|On|ON|y|Y)$/.test(found.text)) return true;
      if (found.isPlain && /^(?:false|False|FALSE|no|No|NO|off|Off|OFF|n|N)$/.test(found.text)) return false;
      return wrongType(path, found, '`true` or `false`');
    },
    texts(node, path) {
      const texts = new Map<string, string>();
      if (node === undefined) return texts;
      for (const [key, value] of entries(node, path)) {
        const isText = value.kind === 'scalar' && !isNull(value);
        texts.set(key, isText ? value.text : (scalar(value, [...path, key], 'a text')?.text ?? ''));
      }
      return texts;
    },
  };
}

const listed = (names: ReadonlySet<string>): string => [...names].map((name) => `\`${name}\``).join(', ');

/** A number of YAML 1.1 as Go's decoder reads it. */
export function yamlNumber(text: string): number | undefined {
  const special = /^([+-]?)\.(?:inf|Inf|INF)$/.exec(text);
  if (special !== null) return special[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (/^\.(?:nan|NaN|NAN)$/.test(text)) return Number.NaN;
  const plain = text.replaceAll('_', '');
  if (/^[+-]?(?:0x[0-9a-fA-F]+|0b[01]+|0o[0-7]+)$/.test(plain)) {
    const size = Number(plain.replace(/^[+-]/, ''));
    return plain.startsWith('-') ? -size : size;
  }
  if (/^[+-]?0[0-7]+$/.test(plain)) {
    const size = Number.parseInt(plain.replace(/^[+-]/, ''), 8);
    return plain.startsWith('-') ? -size : size;
  }
  const isNumber = /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/.test(plain);
  return isNumber && Number.isFinite(Number(plain)) ? Number(plain) : undefined;
}
