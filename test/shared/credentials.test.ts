import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  credentialIn,
  credentialKinds,
  isPlaceholder,
  namesCredential,
  redact,
  redacted,
} from '../../src/shared/credentials.ts';
import { linePreview } from '../../src/signals/line-preview.ts';

// Put together here, so that no scanner takes this file for a leak.
const secrets: Readonly<Record<string, readonly string[]>> = {
  'a private key': [`-----BEGIN RSA ${'PRIVATE'} KEY-----\nMIIEabc\n-----END RSA ${'PRIVATE'} KEY-----`],
  'a JSON web token': [`${'eyJ'}hbGciOiJIUzI1NiJ9.${'eyJ'}zdWIiOiIxMjM0In0.SflKxwRJ`],
  'an API key': [`${'sk-'}ant-api03-aaaaBBBBccccDDDD`],
  'a GitHub token': [`${'ghp'}_${'a1B2'.repeat(9)}`, `${'github'}_pat_${'a1B2'.repeat(9)}`],
  'an AWS access key': [`${'AKIA'}IOSFODNN7EXAMPLE`],
  'a Slack token': [`${'xoxb'}-123456789012-abcdef`],
  'a Google API key': [`${'AIza'}SyA1234567890abcdefghijklmnopqrstuv`],
  'a bearer token': [`${'Bearer'} abc123def456ghi7`, `authorization: ${'bearer'} 0a1b2c3d4e5f6a7b8c`],
  'basic credentials': [`${'Basic'} dXNlcjpwYXNz`, `${'Basic'} YWxhZGRpbjpvcGVuc2VzYW1l`],
  'a password in an address': [`postgres://betcode:${'hunter2'}@localhost:5432/db`],
  'a password or key': [`connect with password=${'hunter2'}`, `{"api_key":"${'abcd'}1234"}`, `auth_token=${'abcdef'}`],
};

const harmless = [
  'bearer authentication failed for the client',
  'Basic authentication is not supported',
  'the access token has expired',
  'password: required',
  'no password was given',
  'see https://example.com/path?x=1 and http://localhost:9090/metrics',
  'trace 4bf92f3577b34da6a3ce929d0e0e4736 of session sess_01HQ5XABCDEF',
  'task-1234567890123456789 took 12 ms',
  'SELECT secret FROM vault',
  '{"type":"assistant","message":{"content":[{"type":"text","text":"hello"}]}}',
  'password=[redacted]',
];

describe('credentials', () => {
  it('has an example of every kind', () => {
    expect(Object.keys(secrets).toSorted()).toEqual(credentialKinds.map(({ name }) => name).toSorted());
  });

  it.each(Object.entries(secrets).flatMap(([kind, texts]) => texts.map((text) => ({ kind, text }))))(
    'takes $text for $kind',
    ({ kind, text }) => {
      expect(credentialIn(text)).toBe(kind);
      expect(credentialIn(`before ${text} after`)).toBe(kind);
      expect(redact(`before ${text} after`)).toContain(redacted);
      expect(credentialIn(redact(`before ${text} after`))).toBeUndefined();
    },
  );

  it.each(harmless)('leaves %j alone', (text) => {
    expect(credentialIn(text)).toBeUndefined();
    expect(redact(text)).toBe(text);
  });

  it('does not need long for texts that look like the beginnings of credentials', () => {
    const started = process.cpuUsage();
    for (const piece of ['eyJ', 'a', 'sk-', 'Bearer ', 'password="', 'a:', '://', '-----BEGIN ', 'a://b:'])
      credentialIn(piece.repeat(20_000));
    const { user } = process.cpuUsage(started);
    // Quadratic would be minutes.
    expect(user).toBeLessThan(20_000_000);
  });

  it.each([
    'password',
    'db_password',
    'accessToken',
    'api_key',
    'x-api-key',
    'Authorization',
    'client.secret',
    'cookie',
  ])('takes a field %s for a secret', (name) => {
    expect(namesCredential(name)).toBe(true);
  });

  it.each(['max_tokens', 'token_count', 'session_id', 'trace_id', 'passwords_checked', 'monkey', 'author', 'keyboard'])(
    'takes a field %s for none',
    (name) => {
      expect(namesCredential(name)).toBe(false);
    },
  );

  it('knows what stands for a secret without being one', () => {
    for (const text of ['', '[redacted]', 'REDACTED', '***', '<hidden>']) expect(isPlaceholder(text)).toBe(true);
    for (const text of ['hunter2', '*a*', 'null2']) expect(isPlaceholder(text)).toBe(false);
  });
});

describe('linePreview', () => {
  const text = fc
    .array(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.constantFrom(...Object.values(secrets).flat())))
    .map((parts) => parts.join(' '));

  it('is never longer than allowed, and never holds a credential or half a character', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 13, max: 120 }), (line, max) => {
        const preview = linePreview(line, max);
        expect(preview.length).toBeLessThanOrEqual(max);
        expect(credentialIn(preview)).toBeUndefined();
        expect(preview).not.toMatch(/\p{Surrogate}/u);
      }),
    );
  });

  it('keeps a short text as it is', () => {
    expect(linePreview('{"type":"user"}', 80)).toBe('{"type":"user"}');
  });

  it('cuts a long one at the end, and redacts before it cuts', () => {
    expect(linePreview('{"type":"assistant","message":"hello"}', 20)).toBe('{"type":"assistan...');
    expect(linePreview(`key ${'sk-'}ant-api03-aaaaBBBBccccDDDDeeee and more`, 20)).toBe('key [redacted] an...');
  });

  it('gives back a preview of a preview unchanged', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 13, max: 120 }), (line, max) => {
        const preview = linePreview(line, max);
        expect(linePreview(preview, max)).toBe(preview);
      }),
    );
  });
});
