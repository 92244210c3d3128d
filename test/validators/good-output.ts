import { generate } from '../../src/generators/generate.ts';
import type { OutputFile } from '../../src/validators/output/output-file.ts';
import { sampleModel } from '../support/sample-model.ts';

let generated: Promise<readonly OutputFile[]> | undefined;

/** What is generated from the sample model, once per test file. */
export function goodOutput(): Promise<readonly OutputFile[]> {
  generated ??= generate(sampleModel);
  return generated;
}

/** Files that a case may change. */
export interface Editor {
  /** Puts another text in the place of one that must be there, once unless `all`. */
  replace(path: string, from: string, to: string, options?: { readonly all?: boolean }): void;
  append(path: string, text: string): void;
  add(path: string, content: string): void;
  remove(path: string): void;
}

/** The good output with a case's edits. */
export function edited(files: readonly OutputFile[], edit: (editor: Editor) => void): readonly OutputFile[] {
  const contents = new Map(files.map(({ path, content }) => [path, content]));
  const read = (path: string): string => {
    const content = contents.get(path);
    if (content === undefined) throw new Error(`there is no ${path} to edit`);
    return content;
  };
  edit({
    replace(path, from, to, { all = false } = {}) {
      if (!read(path).includes(from)) throw new Error(`${path} does not contain ${from}`);
      contents.set(path, all ? read(path).replaceAll(from, to) : read(path).replace(from, () => to));
    },
    append: (path, text) => contents.set(path, read(path) + text),
    add: (path, content) => contents.set(path, content),
    remove: (path) => {
      read(path);
      contents.delete(path);
    },
  });
  return [...contents].map(([path, content]) => ({ path, content }));
}
