import { Buffer } from 'node:buffer';
import { createServer } from 'node:net';

/** A mail as it was sent: its headers, and its parts by their type. */
export interface SunkMail {
  readonly headers: Readonly<Record<string, string>>;
  readonly parts: Readonly<Record<string, string>>;
}

export interface MailSink {
  readonly port: number;
  readonly received: readonly SunkMail[];
  stop(): Promise<void>;
}

/** Quoted-printable: `=C3=BC`, and lines that end with `=` go on. */
const fromQuoted = (text: string): string =>
  Buffer.from(
    text
      .replace(/=\r?\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
    'latin1',
  ).toString('utf8');

/** `=?utf-8?q?...?=`, several of which make one text. */
const fromHeader = (text: string): string =>
  text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?q\?([^?]*)\?=/gi, (_, coded: string) => fromQuoted(coded.replaceAll('_', ' ')));

function split(text: string): readonly [Record<string, string>, string] {
  const end = text.indexOf('\r\n\r\n');
  const head = text.slice(0, end).replace(/\r\n[ \t]+/g, ' ');
  const headers = head.split('\r\n').map((line): [string, string] => {
    const at = line.indexOf(':');
    return [line.slice(0, at).toLowerCase(), fromHeader(line.slice(at + 1).trim())];
  });
  return [Object.fromEntries(headers), text.slice(end + 4)];
}

function mailOf(data: string): SunkMail {
  const [headers, body] = split(data);
  const [, boundary = ''] = /boundary="?([^";]+)/.exec(headers['content-type'] ?? '') ?? [];
  const parts = body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part): [string, string] => {
      const [own, content] = split(part.replace(/^\r\n/, ''));
      const [type = ''] = (own['content-type'] ?? '').split(';');
      return [type, fromQuoted(content.replace(/\r\n$/, '')).replaceAll('\r\n', '\n')];
    });
  return { headers, parts: Object.fromEntries(parts) };
}

/** A mail server on loopback that takes whatever it is sent. */
export async function startMailSink(): Promise<MailSink> {
  const received: SunkMail[] = [];
  const server = createServer((socket) => {
    let pending = '';
    let data: string | undefined;
    socket.setEncoding('latin1');
    socket.on('error', () => undefined);
    socket.write('220 localhost\r\n');
    socket.on('data', (chunk: string) => {
      pending += chunk;
      for (let end = pending.indexOf('\r\n'); end !== -1; end = pending.indexOf('\r\n')) {
        const line = pending.slice(0, end);
        pending = pending.slice(end + 2);
        if (data === undefined) {
          if (line === 'DATA') data = '';
          socket.write(line === 'DATA' ? '354 go on\r\n' : line === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n');
          if (line === 'QUIT') socket.end();
        } else if (line === '.') {
          received.push(mailOf(data));
          data = undefined;
          socket.write('250 ok\r\n');
        } else data += `${line.startsWith('..') ? line.slice(1) : line}\r\n`;
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    received,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
