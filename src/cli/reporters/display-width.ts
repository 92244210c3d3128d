/** What takes two columns on a terminal: emoji, and the scripts and forms that Unicode calls wide. */
const wide =
  /\p{Emoji_Presentation}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Yi}]|[\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]|\ufe0f/u;
const zeroWidth = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;
const halfwidthKatakana = /^[\uff61-\uff9f]/u;
const printableAscii = /^[\x20-\x7e]*$/;

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Columns that a text without tabs and control characters takes on a terminal. */
export function displayWidth(text: string): number {
  if (printableAscii.test(text)) return text.length;
  let width = 0;
  for (const { segment } of segmenter.segment(text)) {
    if (zeroWidth.test(segment)) continue;
    width += wide.test(segment) && !halfwidthKatakana.test(segment) ? 2 : 1;
  }
  return width;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const control = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g;

/** The text with control and text-direction characters made harmless: quoted input must not drive the terminal. */
export const withoutControls = (text: string): string => text.replace(control, '\ufffd');
