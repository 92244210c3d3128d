import { concernedItems } from '../../mutants/concerned-items.ts';
import type { RulePlace } from '../../mutants/project.ts';
import type { MutantReport, RuleReport } from '../../mutants/report.ts';
import type { ProjectSource } from './project-source.ts';
import { type ReadProject, readProject } from './read-project.ts';
import { type RunMutationsOptions, runMutations } from './run-mutations.ts';

/** How tests are suggested. */
export interface SuggestionRounds extends RunMutationsOptions {
  /** The text of the file with what reports suggest, as it is going to be written. */
  readonly fileOf: (reports: readonly RuleReport[]) => string;
  /** Its path as it is shown. */
  readonly path: string;
}

/** Rounds after the first one. Every one has found less than the one before it. */
const mostRounds = 4;

/**
 * Mutates the rules again with the tests that were suggested for them, since what these play can tell apart what nothing told apart before, until there is nothing
 * new to suggest. What the given tests kill is as in the first round; mutants that a later one tells apart survive, and have a suggestion.
 */
export async function suggestInRounds(
  source: ProjectSource,
  first: ReadProject,
  { fileOf, path, ...options }: SuggestionRounds,
): Promise<readonly RuleReport[]> {
  let reports = await runMutations(source, first, options);
  let news = reports;
  let before = first;
  for (let round = 0; round < mostRounds; round++) {
    const suggestions = news.flatMap((report) => report.suggestions);
    if (suggestions.length === 0) break;
    const ruleFiles = source.ruleFiles.map((file) => file.path);
    const more = { ...source, testFiles: [...source.testFiles, { path, text: fileOf(reports), ruleFiles }] };
    const project = await readProject(more);
    const only = concernedItems(project.index, project.items, suggestions, before.index);
    before = project;
    news = await runMutations(more, project, { ...options, only });
    reports = merged(reports, news);
  }
  return reports;
}

const placeKey = ({ file, group, index }: RulePlace): string => JSON.stringify([file, group, index]);

const mutantKey = ({ change, place }: MutantReport): string => JSON.stringify([change, place]);

/** Reports with what a later round found. */
function merged(reports: readonly RuleReport[], news: readonly RuleReport[]): readonly RuleReport[] {
  const later = new Map(news.map((report) => [placeKey(report.place), report]));
  return reports.map((report) => {
    const more = later.get(placeKey(report.place));
    if (more === undefined) return report;
    const found = new Map(more.mutants.map((mutant) => [mutantKey(mutant), mutant]));
    const mutants = report.mutants.map((mutant) => {
      const now = found.get(mutantKey(mutant));
      if (mutant.outcome === 'killed' || mutant.suggestion !== undefined || now?.outcome !== 'survived') return mutant;
      if (mutant.outcome === 'survived' && now.suggestion === undefined) return mutant;
      const { evidence: _, ...rest } = mutant;
      return { ...rest, ...now };
    });
    return { ...report, mutants, suggestions: [...report.suggestions, ...more.suggestions] };
  });
}
