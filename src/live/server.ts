import { createServer } from 'node:http';

/** A server on loopback. */
export interface LoopbackServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** Listens on loopback, on a free port when none is given; every request gets the text that `answer` returns. */
export function serve(
  answer: (path: string, body: string) => Promise<string> | string,
  port = 0,
): Promise<LoopbackServer> {
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => {
      body += part;
    });
    request.on('end', () => {
      Promise.resolve(answer(request.url ?? '', body)).then(
        (text) => response.end(text),
        () => response.writeHead(500).end(),
      );
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve({
        port: typeof address === 'object' && address !== null ? address.port : 0,
        stop: () =>
          new Promise((stopped) => {
            server.close(() => stopped());
            server.closeAllConnections();
          }),
      });
    });
  });
}

/** A port on loopback that nobody listens on right now. */
export async function freePort(): Promise<number> {
  const server = await serve(() => '');
  await server.stop();
  return server.port;
}
