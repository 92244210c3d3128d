import { isBreakOrEnd, nextContent, type PlainYaml, Unusual } from './yaml-cursor.ts';
import type { YamlEntry, YamlNode, YamlScalar } from './yaml-node.ts';
import { readFlowPlain, readQuoted } from './yaml-scalars.ts';

const maximumDepth = 100;

/** A list in brackets or a mapping in braces. */
export function readFlow(yaml: PlainYaml): YamlNode {
  if (yaml.depth > maximumDepth) throw new Unusual();
  yaml.depth++;
  const node = yaml.text[yaml.at] === '[' ? readFlowList(yaml) : readFlowMap(yaml);
  yaml.depth--;
  return node;
}

function readFlowValue(yaml: PlainYaml): YamlNode {
  const first = yaml.text[yaml.at] ?? '';
  if (first === '[' || first === '{') return readFlow(yaml);
  return first === '"' || first === "'" ? readQuoted(yaml) : readFlowPlain(yaml);
}

function readFlowList(yaml: PlainYaml): YamlNode {
  const start = yaml.at++;
  const items: YamlNode[] = [];
  for (;;) {
    nextContent(yaml);
    if (yaml.text[yaml.at] === ']') break;
    items.push(readFlowValue(yaml));
    nextContent(yaml);
    // `[a: b]` is a list of a mapping.
    if (yaml.text[yaml.at] === ':') throw new Unusual();
    if (yaml.text[yaml.at] === ',') yaml.at++;
    else if (yaml.text[yaml.at] !== ']') throw new Unusual();
  }
  yaml.at++;
  return { kind: 'list', items, start, end: yaml.at };
}

function readFlowMap(yaml: PlainYaml): YamlNode {
  const { text } = yaml;
  const start = yaml.at++;
  const entries: YamlEntry[] = [];
  for (;;) {
    nextContent(yaml);
    if (text[yaml.at] === '}') break;
    const key = readFlowValue(yaml);
    if (key.kind !== 'scalar' || (key.isPlain && key.text === '<<')) throw new Unusual();
    nextContent(yaml);
    entries.push({ key, value: text[yaml.at] === ':' ? readAfterColon(yaml, key) : nothing(yaml.at) });
    nextContent(yaml);
    if (text[yaml.at] === ',') yaml.at++;
    else if (text[yaml.at] !== '}') throw new Unusual();
  }
  yaml.at++;
  return { kind: 'map', entries, start, end: yaml.at };
}

const nothing = (at: number): YamlScalar => ({ kind: 'scalar', text: '', isPlain: true, start: at, end: at });

function readAfterColon(yaml: PlainYaml, key: YamlScalar): YamlNode {
  const { text } = yaml;
  yaml.at++;
  // After a plain key the colon must stand apart.
  if (key.isPlain && !isBreakOrEnd(text[yaml.at] ?? '') && !',}'.includes(text[yaml.at] ?? 'x')) throw new Unusual();
  nextContent(yaml);
  const next = text[yaml.at] ?? '';
  return next === ',' || next === '}' ? nothing(yaml.at) : readFlowValue(yaml);
}
