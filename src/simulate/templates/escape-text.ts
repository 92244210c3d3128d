const htmlEscapes: Readonly<Record<string, string>> = {
  '\0': '\ufffd',
  '"': '&#34;',
  "'": '&#39;',
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
};

/** Go's `HTMLEscapeString`. */
export const escapeHtml = (text: string): string => text.replace(/["'&<>\0]/g, (char) => htmlEscapes[char] ?? char);

/** Go's `JSEscapeString`. */
export function escapeJs(text: string): string {
  let escaped = '';
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (char === '\\' || char === "'" || char === '"') escaped += `\\${char}`;
    else if (char === '<' || char === '>' || char === '&' || char === '=' || code < 0x20)
      escaped += `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`;
    else escaped += char;
  }
  return escaped;
}

/** Go's `url.QueryEscape`. */
export const escapeQuery = (text: string): string =>
  [...new TextEncoder().encode(text)]
    .map((byte) => {
      const char = String.fromCharCode(byte);
      if (/[A-Za-z0-9_.~-]/.test(char)) return char;
      return char === ' ' ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
