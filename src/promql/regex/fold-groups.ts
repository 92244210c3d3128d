let groups: readonly (readonly number[])[] | undefined;

/** Characters that differ only in case, in groups: `k`, `K` and the Kelvin sign. Computed at first use. */
export function foldGroups(): readonly (readonly number[])[] {
  groups ??= computeGroups();
  return groups;
}

/** Beyond this code point no character has a case. */
const lastCased = 0x1e943;

function computeGroups(): (readonly number[])[] {
  const byKey = new Map<string, number[]>();
  for (let code = 0x41; code <= lastCased; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const char = String.fromCodePoint(code);
    const key = single(single(char, char.toUpperCase()), single(char, char.toUpperCase()).toLowerCase());
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, [code]);
    else known.push(code);
  }
  return [...byKey.values()].filter((group) => group.length > 1);
}

/** Mappings to several characters, such as ß to SS, are not simple ones. */
function single(char: string, mapped: string): string {
  return [...mapped].length === 1 ? mapped : char;
}
