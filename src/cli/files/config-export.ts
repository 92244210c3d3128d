import type { CallPlace } from './source/locate-in-source.ts';

/** What a config exports: a document, the calls that made it, and the folder that it is generated to. */
export type ConfigExport =
  | {
      readonly ok: true;
      readonly document: unknown;
      /** Empty for a document that was not made by the language. */
      readonly sources: ReadonlyMap<string, CallPlace>;
      readonly out?: string;
    }
  | {
      readonly ok: false;
      readonly code: string;
      readonly message: string;
      readonly help: string;
      /** The key of the default export that is at fault. */
      readonly key?: string;
    };

const howTo = 'write `export default kit.spec({ ... })`';

const refuse = (code: string, message: string, help: string, key?: string): ConfigExport => ({
  ok: false,
  code,
  message,
  help,
  ...(key === undefined ? {} : { key }),
});

/** Reads the exports of a config module: its default export is a spec, `{ spec, out? }` or a plain document. */
export function readExport(exports: unknown): ConfigExport {
  const value = isRecord(exports) ? exports['default'] : undefined;
  if (value === undefined) return refuse('config/no-default-export', 'the config has no default export', howTo);
  if (!isRecord(value)) {
    const what = value === null ? 'null' : `a ${typeof value}`;
    return refuse('config/not-a-spec', `the default export of the config is ${what}, not a specification`, howTo);
  }
  if (!('spec' in value)) return { ok: true, ...readSpec(value) };
  const { spec, out, ...rest } = value;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) {
    const help = 'use `spec` and `out` only';
    return refuse('config/unknown-field', `\`${unknown}\` is not a known field of a config`, help, unknown);
  }
  if (out !== undefined && (typeof out !== 'string' || out === ''))
    return refuse('config/bad-out', '`out` is not the path of a folder', 'write a text such as `output`', 'out');
  if (!isRecord(spec)) return refuse('config/not-a-spec', '`spec` is not a specification', howTo, 'spec');
  return { ok: true, ...readSpec(spec), ...(typeof out === 'string' ? { out } : {}) };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function readSpec(value: Readonly<Record<string, unknown>>) {
  const { document, sources } = value;
  if (!isRecord(document) || !isRecord(sources)) return { document: value, sources: new Map<string, CallPlace>() };
  return { document, sources: new Map(placesIn(sources)) };
}

/** The spec may come from another copy of the package: a map is told by what it does. */
function placesIn(sources: object): readonly (readonly [string, CallPlace])[] {
  if (!(Symbol.iterator in sources)) return [];
  return [...(sources as Iterable<unknown>)].flatMap((entry) => {
    const [path, place]: readonly unknown[] = Array.isArray(entry) ? entry : [];
    if (typeof path !== 'string' || !isRecord(place)) return [];
    const { file, line, column } = place;
    return typeof file === 'string' && typeof line === 'number' && typeof column === 'number'
      ? [[path, { file, line, column }] as const]
      : [];
  });
}
