const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as it stands between tags and in attributes. */
export const htmlText = (text: string): string => text.replace(/[&<>"']/g, (one) => entities[one] ?? one);

/** A text of the spec: parts between backticks are code. */
export const prose = (text: string): string =>
  text
    .split(/(`[^`]+`)/)
    .map((part, i) => (i % 2 === 1 ? `<code>${htmlText(part.slice(1, -1))}</code>` : htmlText(part)))
    .join('');
