import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { OutputFile } from '../../src/validators/output/output-file.ts';
import { validateArtifacts } from '../../src/validators/validate-artifacts.ts';
import { betcodeArtifacts, betcodeModel } from '../support/betcode.ts';
import { sampleModel } from '../support/sample-model.ts';
import { brokenOutputs } from './broken-outputs.ts';
import { edited, goodOutput } from './good-output.ts';

/** The text that a location covers, on one line. */
function textAt(files: readonly OutputFile[], { location }: Diagnostic): string | undefined {
  if (location?.endColumn === undefined || location.line !== location.endLine) return undefined;
  const line = files.find(({ path }) => path === location.file)?.content.split('\n')[location.line - 1];
  return line?.slice(location.column - 1, location.endColumn - 1);
}

describe('validateArtifacts', () => {
  it('finds nothing wrong with what is generated', async () => {
    expect(validateArtifacts(await goodOutput(), sampleModel)).toEqual([]);
    expect(validateArtifacts(await betcodeArtifacts(), betcodeModel())).toEqual([]);
  });

  it.each(brokenOutputs)('reports $name', async ({ edit, finds }) => {
    const files = edited(await goodOutput(), edit);
    const found = validateArtifacts(files, sampleModel);
    expect(found.map((one) => ({ code: one.code, file: one.location?.file, message: one.message }))).toEqual(
      finds.map(({ code, file, says }) => ({ code, file, message: expect.stringMatching(asPattern(says)) })),
    );
    finds.forEach(({ text, help }, i) => {
      const one = found[i];
      expect(one?.help).toMatch(asPattern(help ?? /^[a-z]/));
      if (text !== undefined) expect(one && textAt(files, one)).toBe(text);
    });
  });

  it('reports everything that is wrong at once, file by file', async () => {
    const single = brokenOutputs.filter(({ name }) =>
      /misspelt|waits too long|no rule reads|is not scraped/.test(name),
    );
    const files = edited(await goodOutput(), (editor) => {
      for (const { edit } of single) edit(editor);
    });
    const found = validateArtifacts(files, sampleModel);
    expect(new Set(found.map(({ code }) => code))).toEqual(
      new Set(single.flatMap(({ finds }) => finds.map(({ code }) => code))),
    );
    const places = found.map(({ location }) => location?.file ?? '');
    expect(places).toEqual(places.toSorted());
  });

  it('does not depend on the order of the files', async () => {
    const files = edited(await goodOutput(), (editor) => {
      for (const { edit } of brokenOutputs.filter(({ name }) => /misspelt/.test(name))) edit(editor);
    });
    expect(validateArtifacts(files.toReversed(), sampleModel)).toEqual(validateArtifacts(files, sampleModel));
  });

  it('survives files that are anything but what their names say', async () => {
    const files = await goodOutput();
    for (const content of [
      '',
      '\n',
      '0',
      'null',
      '[]',
      '{}',
      '"',
      '{{',
      '- - - a',
      '\u0000',
      '---\n---\n',
      'a: &a [*a]',
    ]) {
      const broken = files.map(({ path }) => ({ path, content }));
      expect(validateArtifacts(broken, sampleModel).length).toBeGreaterThan(0);
    }
  });

  it('says what an empty output lacks', () => {
    const codes = new Set(validateArtifacts([], sampleModel).map(({ code }) => code));
    for (const code of ['artifacts/missing-file', 'rules/missing-alert', 'tests/missing', 'dashboards/missing']) {
      expect(codes).toContain(code);
    }
  });
});

const asPattern = (text: string | RegExp): RegExp =>
  text instanceof RegExp ? text : new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
