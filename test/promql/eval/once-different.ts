/** Questions that the differential test found, shrunk: the evaluator once did not answer them as promtool 2.42 does. */
export const onceDifferent: readonly { readonly text: string; readonly at: number }[] = [
  { text: 'clamp({a="x"}, 1, 0)', at: 502 },
  { text: 'clamp({a="x"}, 1, 0) == 1', at: 502 },
  { text: 'scalar(clamp({a="x"}, 1, 0)) + vector((0.5 == bool 0) + 0.5 == bool 0)', at: 502 },
  { text: 'present_over_time(floor({a="x"} @ 0)[15s:])', at: 827 },
];
