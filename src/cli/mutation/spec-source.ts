import { join, posix } from 'node:path';
import type { Model } from '../../model/model.ts';
import { displayPath } from '../display-path.ts';
import { factsOfModel } from './facts-of-model.ts';
import type { ProjectSource } from './project-source.ts';

const isRules = /^prometheus\/rules\/.*\.rules\.yml$/;
const isTests = /^prometheus\/tests\/.*\.test\.yml$/;

/** The rules of a spec and their tests, as they are generated. */
export function specSource(
  model: Model,
  artifacts: readonly { readonly path: string; readonly content: string }[],
  out: string,
  cwd: string,
): Pick<ProjectSource, 'ruleFiles' | 'testFiles' | 'mutated' | 'facts'> {
  const show = (path: string): string => displayPath(cwd, join(out, path));
  const ruleFiles = artifacts.filter(({ path }) => isRules.test(path));
  const testFiles = artifacts.filter(({ path }) => isTests.test(path));
  return {
    ruleFiles: ruleFiles.map(({ path, content }) => ({ path: show(path), text: content })),
    testFiles: testFiles.map(({ path, content }) => ({
      path: show(path),
      text: content,
      ruleFiles: namedRules(content).map((one) => show(posix.join(posix.dirname(path), one))),
    })),
    mutated: ruleFiles.map(({ path }) => show(path)),
    facts: factsOfModel(model),
  };
}

/** The entries of `rule_files` in a file that we wrote. */
const namedRules = (content: string): readonly string[] =>
  [...content.matchAll(/^ {2}- (\S+\.rules\.yml)$/gm)].map(([, path = '']) => path);
