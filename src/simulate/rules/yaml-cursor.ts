/** A place in a file that is read without the general parser. */
export interface PlainYaml {
  readonly text: string;
  at: number;
  depth: number;
}

/** Thrown at what only the general parser understands. */
export class Unusual extends Error {}

/** Characters since the start of the line. */
export const columnAt = (text: string, at: number): number => (at === 0 ? 0 : at - 1 - text.lastIndexOf('\n', at - 1));

/** Whether a character ends an indicator such as `-` or `:`. */
export const isBreakOrEnd = (char: string): boolean => char === ' ' || char === '\n';

/** Goes on to the next character of the line that is not a space. */
export function skipSpaces(yaml: PlainYaml): void {
  while (yaml.text[yaml.at] === ' ') yaml.at++;
}

/** Goes on to the next character that is neither blank nor in a comment. */
export function nextContent(yaml: PlainYaml): void {
  const { text } = yaml;
  for (;;) {
    skipSpaces(yaml);
    const char = text[yaml.at];
    if (char === '#') {
      const end = text.indexOf('\n', yaml.at);
      yaml.at = end === -1 ? text.length : end;
    } else if (char === '\n') {
      yaml.at++;
    } else {
      return;
    }
  }
}
