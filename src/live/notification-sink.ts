import { type LoopbackServer, serve } from './server.ts';

/** What a webhook of Alertmanager was told, and when: milliseconds since 1970. */
export interface ReceivedNotification {
  readonly at: number;
  readonly receiver: string;
  readonly status: 'firing' | 'resolved';
  readonly alerts: readonly {
    readonly status: 'firing' | 'resolved';
    readonly labels: Readonly<Record<string, string>>;
  }[];
}

/** A receiver of webhooks on loopback. */
export interface NotificationSink extends LoopbackServer {
  readonly received: readonly ReceivedNotification[];
}

/** Starts to listen. */
export async function startNotificationSink(): Promise<NotificationSink> {
  const received: ReceivedNotification[] = [];
  const server = await serve((_path, body) => {
    const { receiver, status, alerts } = JSON.parse(body) as Omit<ReceivedNotification, 'at'>;
    received.push({ at: Date.now(), receiver, status, alerts });
    return '';
  });
  return { ...server, received };
}
