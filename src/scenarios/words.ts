/** `1st`, `2nd`, `3rd`, `11th`. */
export function ordinal(count: number): string {
  const ending = count % 100 >= 11 && count % 100 <= 13 ? 'th' : ({ 1: 'st', 2: 'nd', 3: 'rd' }[count % 10] ?? 'th');
  return `${count}${ending}`;
}

/** One of what a unit counts: `crash` of `crashes`, `query` of `queries`; a unit that is no plural stays as it is. */
export const singular = (unit: string): string =>
  unit
    .replace(/([^aeiou])ies$/, '$1y')
    .replace(/(ss|x|sh|[^aeiou]ch)es$/, '$1')
    .replace(/([^sui])s$/, '$1');

/** `1 crash`, `2 crashes`. */
export const counted = (count: number, unit: string): string => `${count} ${count === 1 ? singular(unit) : unit}`;
