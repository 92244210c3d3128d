/**
 * Replaces `$1`, `$name`, `${1}` and `${name}` by what the groups captured, as Go's `Regexp.Expand` does: a name reaches as
 * far as it can, `$$` is a dollar sign, and what no group has is empty.
 */
export function expandTemplate(
  template: string,
  captured: readonly (string | undefined)[],
  groupNames: readonly (string | undefined)[],
): string {
  let expanded = '';
  let rest = template;
  for (;;) {
    const dollar = rest.indexOf('$');
    if (dollar === -1) return expanded + rest;
    expanded += rest.slice(0, dollar);
    rest = rest.slice(dollar);
    if (rest.startsWith('$$')) {
      expanded += '$';
      rest = rest.slice(2);
      continue;
    }
    const reference = /^\$(?:\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/u.exec(rest);
    if (reference === null) {
      // Not a reference after all.
      expanded += '$';
      rest = rest.slice(1);
      continue;
    }
    expanded += groupText(reference[1] ?? reference[2] ?? '', captured, groupNames);
    rest = rest.slice(reference[0].length);
  }
}

function groupText(
  name: string,
  captured: readonly (string | undefined)[],
  groupNames: readonly (string | undefined)[],
): string {
  if (/^(?:0|[1-9][0-9]{0,7})$/.test(name)) return captured[Number(name)] ?? '';
  return captured.find((text, i) => groupNames[i] === name && text !== undefined) ?? '';
}
