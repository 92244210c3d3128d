/** Go maps each character to one other, so those that JavaScript makes two or more of stay as they are. */
function mapped(char: string, to: string): string {
  const [first = '', ...more] = to;
  return more.length === 0 ? first : char;
}

const upper = (char: string): string => mapped(char, char.toUpperCase());

/** Go's `strings.ToUpper`. */
export const upperCase = (text: string): string => [...text].map(upper).join('');

/** Go's `strings.ToLower`: character by character, so a sigma at the end of a word is like any other. */
export const lowerCase = (text: string): string =>
  [...text].map((char) => (char === '\u0130' ? 'i' : mapped(char, char.toLowerCase()))).join('');

/** What separates words for `strings.Title`. */
const separator = /[\0-/:-@[-^`{-\x7f]|\s|\u0085/u;

/** Go's `strings.Title`, the function `title` of Prometheus 2: apostrophes separate words, underscores do not. */
export function titleOfStrings(text: string): string {
  let before = ' ';
  let title = '';
  for (const char of text) {
    title += separator.test(before) ? upper(char) : char;
    before = char;
  }
  return title;
}

const cased = /\p{Cased}/u;
/** Characters inside words, and those that join two parts of a word when they stand alone: Unicode's word boundaries. */
const inside = /[\p{L}\p{N}\p{M}\p{Pc}\p{Cf}]/u;
const joining = /['.:\u00b7\u0387\u055f\u05f4\u2018\u2019\u2024\u2027\ufe13\ufe52\ufe55\uff07\uff0e\uff1a]/u;

/** `cases.Title` of `golang.org/x/text` without lowering, the function `title` of Prometheus 3: `it's` is one word. */
export function titleOfText(text: string): string {
  let isInWord = false;
  let wasJoining = false;
  let title = '';
  for (const char of text) {
    const isJoining = joining.test(char);
    if (wasJoining && isJoining) isInWord = false;
    wasJoining = isJoining;
    if (cased.test(char)) {
      title += isInWord ? char : upper(char);
      isInWord = true;
      continue;
    }
    title += char;
    if (!isJoining && !inside.test(char)) isInWord = false;
  }
  return title;
}
