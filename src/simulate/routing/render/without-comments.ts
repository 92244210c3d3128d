/** A comment, what may hold one that is none, and tags with their attributes. */
const pieces =
  /<!--[\s\S]*?-->|<(script|style|textarea|title)\b[\s\S]*?<\/\1\s*>|<[a-zA-Z/!](?:[^"'>]|"[^"]*"|'[^']*')*>/gi;

/** HTML without its comments, which Go's `html/template` leaves out. */
export const withoutComments = (html: string): string =>
  html.replace(pieces, (piece) => (piece.startsWith('<!--') ? '' : piece));
