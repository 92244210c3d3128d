import { createServer } from 'node:http';
import { TLSSocket } from 'node:tls';
import { selfSigned } from './self-signed.ts';

/** What Alertmanager posts to a webhook. */
export interface WebhookPayload {
  readonly version: string;
  readonly groupKey: string;
  readonly truncatedAlerts: number;
  readonly status: string;
  readonly receiver: string;
  readonly groupLabels: Readonly<Record<string, string>>;
  readonly commonLabels: Readonly<Record<string, string>>;
  readonly commonAnnotations: Readonly<Record<string, string>>;
  readonly externalURL: string;
  readonly alerts: readonly {
    readonly status: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
    readonly startsAt: string;
    readonly endsAt: string;
    readonly generatorURL: string;
    readonly fingerprint: string;
  }[];
}

/** A request that the sink got: its path, when, and what it said. */
export interface SunkNotification {
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly body: string;
}

export interface NotificationSink {
  readonly url: string;
  readonly received: readonly SunkNotification[];
  stop(): Promise<void>;
}

/** What makes Slack's, Telegram's and WeChat's clients content. */
const answer = JSON.stringify({
  ok: true,
  errcode: 0,
  access_token: 'token',
  result: { message_id: 1, date: 1, chat: { id: 5, type: 'private' } },
});

/** What makes that of Amazon's SNS content. */
const awsAnswer =
  '<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></PublishResponse>';

/**
 * A server on loopback that takes whatever receivers are told. As a proxy, it is every host that it is asked for: who does not
 * check certificates tells it what is meant for servers whose address cannot be changed.
 */
export async function startNotificationSink(): Promise<NotificationSink> {
  const received: SunkNotification[] = [];
  const server = createServer((request, response) => {
    const at = Date.now();
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => {
      body += part;
    });
    request.on('end', () => {
      received.push({ path: request.url ?? '', at, body });
      const isAws = body.startsWith('Action=');
      response.setHeader('content-type', isAws ? 'text/xml' : 'application/json');
      response.end(isAws ? awsAnswer : answer);
    });
  });
  const credentials = selfSigned('sink');
  server.on('connect', (_, socket) => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    server.emit(
      'connection',
      new TLSSocket(socket as ConstructorParameters<typeof TLSSocket>[0], { isServer: true, ...credentials }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
