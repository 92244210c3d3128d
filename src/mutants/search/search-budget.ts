/** What the search for one rule may cost, in the samples that an arena counts. */
export interface SearchBudget {
  /** Up to here for scenarios at the turning points of the alert. */
  readonly preparing: number;
  /** Up to here on everything but these scenarios, so that some of them are always played. */
  readonly playing: number;
  /** Up to here on all scenarios. */
  readonly searching: number;
  /** Up to here for suggestions that are as small as can be. */
  readonly suggesting: number;
}

/** Some seconds. A rule with windows of minutes needs a fifth of it; one with windows of days would take minutes without an end. */
export const usualWork = 100_000_000;

/** The parts of a budget, each with what the parts before it leave over. */
export const searchBudget = (work = usualWork): SearchBudget => ({
  preparing: work * 0.3,
  playing: work * 0.6,
  searching: work * 0.8,
  suggesting: work,
});
