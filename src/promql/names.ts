/** Words that the lexer takes for something else than a metric name, in any case. */
const notMetricNames = new Set(['inf', 'nan', 'bool', 'ignoring', 'on', 'group_left', 'group_right', 'atan2']);

/** Words that the grammar does not take for a label inside `by (...)`, in any case. */
const notGroupingLabels = new Set(['inf', 'nan', 'without']);

/** Whether a metric name may stand bare before the braces; any other is written in quotes inside them. */
export const isBareMetricName = (name: string): boolean =>
  /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name) && !notMetricNames.has(name.toLowerCase());

/** Whether a label name needs no quotes in a matcher. */
export const isBareLabelName = (name: string): boolean => /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name);

/** Whether a label name needs no quotes in `by`, `without`, `on`, `ignoring`, `group_left` and `group_right`. */
export const isBareGroupingLabel = (name: string): boolean =>
  isBareLabelName(name) && !notGroupingLabels.has(name.toLowerCase());
