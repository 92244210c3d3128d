/** A kind of secret that is known by how it looks. */
export interface CredentialKind {
  readonly name: string;
  /** As JavaScript and RE2 read it, without flags: it is also put into the configuration of the log pipeline. */
  readonly pattern: string;
  /** The same for a whole line of JSON, which must remain JSON when what matches is replaced. */
  readonly inJson?: string;
}

/** What stands where a credential stood. */
export const redacted = '[redacted]';

const secretWords = 'password|passwd|secret|api_?key|access_?token|auth_?token';

/** Fields of a JSON line whose names say that they are secret; the group is the value. As RE2 reads it. */
export const secretField = `"(?:${secretWords}|authorization|cookie|token)"\\s*:\\s*"([^"\\\\]{4,})"`;

/**
 * Secrets by their form. Each has a beginning of its own, so that prose is not taken for one and looking for all of them
 * costs little.
 */
export const credentialKinds: readonly CredentialKind[] = [
  {
    name: 'a private key',
    pattern: '-----BEGIN [A-Z ]*PRIVATE KEY-----(?:[A-Za-z0-9+/=\\s]|\\\\+[nr])*(?:-----END [A-Z ]*PRIVATE KEY-----)?',
  },
  {
    name: 'a JSON web token',
    pattern: 'eyJ[A-Za-z0-9_-]{8,500}\\.eyJ[A-Za-z0-9_-]{4}[A-Za-z0-9_-]*(?:\\.[A-Za-z0-9_-]*)?',
  },
  { name: 'an API key', pattern: '\\bsk-[A-Za-z0-9_-]{16,}' },
  { name: 'a GitHub token', pattern: '\\b(?:gh[pousr]_|github_pat_)[A-Za-z0-9_]{20,}' },
  { name: 'an AWS access key', pattern: '\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b' },
  { name: 'a Slack token', pattern: '\\bxox[abeoprs]-[A-Za-z0-9-]{10,}' },
  { name: 'a Google API key', pattern: '\\bAIza[A-Za-z0-9_-]{30,}' },
  // A digit, a sign or a hump of base64 is asked for early: "bearer authentication" is prose.
  { name: 'a bearer token', pattern: '\\b[Bb]earer +[A-Za-z_~-]{0,20}[0-9.+/=][A-Za-z0-9._~+/=-]{8,}' },
  { name: 'basic credentials', pattern: '\\b[Bb]asic +[A-Za-z]{0,20}(?:[0-9+/=]|[a-z][A-Z])[A-Za-z0-9+/=]{4,}' },
  { name: 'a password in an address', pattern: '[a-z][a-z0-9+.-]{1,20}://[^\\s/:@"]{1,100}:[^\\s/@"]{1,200}@' },
  {
    name: 'a password or key',
    pattern: `\\b(?:${secretWords})(?:=|\\\\?"\\s*:\\s*\\\\?")[^\\s"\\\\\\[&,;}]{4,}`,
    inJson: `\\b(?:${secretWords})(?:=|\\\\"\\s*:\\s*\\\\")[^\\s"\\\\\\[&,;}]{4,}`,
  },
];

/**
 * What every pattern needs to match: searches for plain letters, many times as fast as the patterns themselves. Two of them are
 * faster than one: the engine skips ahead by the length of the shortest alternative.
 */
const anchors = [
  /eyJ|sk-|xox|:\/\//,
  /-----BEGIN|gh[pousr]_|github_pat_|AKIA|ASIA|AIza|earer |asic |passw|secret|api_?key|(?:ss|th)_?token/,
] as const;
const hasAnchor = (text: string): boolean => anchors[0].test(text) || anchors[1].test(text);

const everywhere = new RegExp(credentialKinds.map(({ pattern }) => pattern).join('|'), 'g');
const each = credentialKinds.map(({ name, pattern }) => ({ name, pattern: new RegExp(pattern) }));

/** What kind of credential is in a text; `undefined` when it holds none that is known. */
export function credentialIn(text: string): string | undefined {
  if (!hasAnchor(text)) return undefined;
  return each.find(({ pattern }) => pattern.test(text))?.name;
}

/** The text with `[redacted]` in the place of every credential. */
export const redact = (text: string): string => text.replace(everywhere, redacted);

/** Names are split at their humps: `apiKey` ends in `key` after `api`. */
const secretName =
  /(?:^|[._])(?:password|passwd|pwd|secret|token|api_?key|apikey|access_?key|private_?key|authorization|cookie|credentials?|jwt)$/;
const humps = /([a-z0-9])([A-Z])/g;

/** Whether a field of this name holds a credential: `password`, `accessToken`; not `max_tokens`, which counts. */
export function namesCredential(field: string): boolean {
  return secretName.test(field.replace(humps, '$1_$2').replaceAll('-', '_').toLowerCase());
}

/** Values that stand for a secret without being one. */
const placeholder = /^(?:|\[?redacted\]?|<[^>]*>|\*+|x+|-|none|null|true|false)$/i;

/** Whether the value of a field that names a credential is none. */
export const isPlaceholder = (value: string): boolean => placeholder.test(value);
