import type { NotificationReason } from '../notification.ts';

/** What an integration was told last about a group. */
interface LogEntry {
  readonly firing: ReadonlySet<string>;
  readonly resolved: ReadonlySet<string>;
  readonly at: number;
  readonly expiresAt: number;
}

/** The alerts of a group at a flush, by fingerprint. */
export interface FlushedAlerts {
  readonly firing: ReadonlySet<string>;
  readonly resolved: ReadonlySet<string>;
}

/** Remembers notifications so that none is sent twice. Mirrors `DedupStage` in notify/notify.go and nflog/nflog.go. */
export interface NotificationLog {
  /** Why the integration has to be told, or `undefined` when it knows. */
  reason(key: string, alerts: FlushedAlerts, at: number, settings: DedupSettings): NotificationReason | undefined;
  record(key: string, alerts: FlushedAlerts, at: number, settings: DedupSettings): void;
  /** Drops what is too old. */
  collect(at: number): void;
}

/** What decides whether something is worth telling. */
export interface DedupSettings {
  readonly sendResolved: boolean;
  /** Seconds. */
  readonly repeat: number;
}

const isSubset = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => {
  for (const one of a) if (!b.has(one)) return false;
  return true;
};

/** An empty log; `retention` is in seconds. */
export function createNotificationLog(retention: number): NotificationLog {
  const entries = new Map<string, LogEntry>();
  return {
    reason(key, { firing, resolved }, at, { sendResolved, repeat }) {
      const entry = entries.get(key);
      if (entry === undefined) return firing.size > 0 ? 'first' : undefined;
      if (!isSubset(firing, entry.firing)) return 'new-alerts';
      // Also without `send_resolved`: the log has to forget what fired.
      if (firing.size === 0) return entry.firing.size > 0 ? 'resolved' : undefined;
      if (sendResolved && !isSubset(resolved, entry.resolved)) return 'resolved';
      return entry.at < at - repeat ? 'repeat' : undefined;
    },
    record(key, { firing, resolved }, at, { repeat }) {
      entries.set(key, { firing, resolved, at, expiresAt: at + Math.min(retention, 2 * repeat) });
    },
    collect(at) {
      for (const [key, { expiresAt }] of entries) if (expiresAt <= at) entries.delete(key);
    },
  };
}
