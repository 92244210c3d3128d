import { printAction } from '../../templates/go-print.ts';
import type { GoValue } from '../../templates/go-value.ts';

const entities: Readonly<Record<string, string>> = {
  '\0': '\ufffd',
  '"': '&#34;',
  '&': '&amp;',
  "'": '&#39;',
  '+': '&#43;',
  '<': '&lt;',
  '>': '&gt;',
};

const escapeText = (text: string): string => text.replace(/[\0"&'+<>]/g, (char) => entities[char] ?? char);

const percent = (char: string): string =>
  [...new TextEncoder().encode(char)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

/** Leaves what is a URL as it is, and encodes what cannot be in one. */
const normalizeUrl = (text: string): string =>
  text.replace(/%(?![0-9a-fA-F]{2})|[^\w\-.~!#$&*+,/:;=?@[\]%]/gu, (char) => percent(char));

/** Encodes a part of a URL: nothing in it is syntax. */
const escapePart = (text: string): string => text.replace(/[^\w\-.~]/gu, (char) => percent(char));

const urlAttributes = new Set(['action', 'cite', 'data', 'formaction', 'href', 'poster', 'src', 'xmlns']);

/**
 * What an action leaves in HTML, as Go's `html/template` escapes it: text and quoted attributes, and URLs in those attributes that hold
 * one. Scripts and styles are taken for text.
 */
export function printHtml(value: GoValue, before: string): string {
  if (typeof value === 'object' && value.kind === 'html') return value.text;
  const text = printAction(value);
  const attribute = /<[^<>]*\s([\w-]+)\s*=\s*(["'])([^"'<>]*)$/.exec(before.slice(-4000));
  const name = attribute?.[1]?.toLowerCase() ?? '';
  if (attribute === null || !urlAttributes.has(name)) return escapeText(text);
  const start = attribute[3] ?? '';
  if (/[?#]/.test(start)) return escapeText(escapePart(text));
  const scheme = /^([^/?#:]*):/.exec(text)?.[1]?.toLowerCase();
  const isForeign = start === '' && scheme !== undefined && !['http', 'https', 'mailto'].includes(scheme);
  return escapeText(isForeign ? '#ZgotmplZ' : normalizeUrl(text));
}
