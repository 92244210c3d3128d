/** Characters that XML cannot hold at all. */
const forbidden = /(?![\t\n\r])[\p{Cc}\p{Surrogate}\ufffe\uffff]/gu;

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};

/** A text as the value of an attribute in double quotes. */
export const xmlAttribute = (text: string): string =>
  text.replace(forbidden, '\ufffd').replace(/[&<>"\n]/g, (char) => escapes[char] ?? char);

/** A text between tags. */
export const xmlContent = (text: string): string =>
  text.replace(forbidden, '\ufffd').replace(/[&<>]/g, (char) => escapes[char] ?? char);
