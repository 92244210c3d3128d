/** The patterns that a regular expression is one of: `a|b.*` and `(?:a|b.*)` are `a` and `b.*`. */
export function alternatives(pattern: string): readonly string[] {
  const whole = /^\^\(\?:([\s\S]*)\)\$$/.exec(pattern)?.[1];
  if (whole !== undefined && isBalanced(whole)) return alternatives(whole);
  // A flag is one for what comes after the bar, too.
  if (/\(\?[a-zA-Z-]+\)/.test(pattern)) return [pattern];
  const parts = split(pattern);
  const inner = parts.length === 1 ? /^\((?:\?:)?([\s\S]*)\)$/.exec(pattern)?.[1] : undefined;
  return inner !== undefined && isBalanced(inner) ? alternatives(inner) : parts;
}

/** The parts between the bars that are in no group, class or escape. */
function split(pattern: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let isClass = false;
  let from = 0;
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i];
    if (char === '\\') i++;
    else if (isClass) isClass = char !== ']';
    else if (char === '[') {
      isClass = true;
      // A bracket that closes nothing yet is one of the characters.
      if (pattern[i + 1] === '^') i++;
      if (pattern[i + 1] === ']') i++;
    } else if (char === '(') depth++;
    else if (char === ')') depth--;
    else if (char === '|' && depth === 0) {
      parts.push(pattern.slice(from, i));
      from = i + 1;
    }
  }
  return [...parts, pattern.slice(from)];
}

/** Whether no group ends that did not begin: then the parentheses around belong to each other. */
function isBalanced(pattern: string): boolean {
  let depth = 0;
  for (const [char] of pattern.matchAll(/\\[\s\S]|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]|[()]/g)) {
    if (char === '(') depth++;
    if (char === ')' && --depth < 0) return false;
  }
  return depth === 0;
}
