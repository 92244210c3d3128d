/**
 * Go's `net.SplitHostPort`: `host:port`, `[::1]:port`.
 * @returns `undefined` when there is no port, or too many colons.
 */
export function splitHostPort(hostPort: string): { readonly host: string; readonly port: string } | undefined {
  const bracketed = /^\[([^[\]]*)\]:([^:[\]]*)$/.exec(hostPort);
  if (bracketed !== null) return { host: bracketed[1] ?? '', port: bracketed[2] ?? '' };
  const plain = /^([^:[\]]*):([^:[\]]*)$/.exec(hostPort);
  return plain === null ? undefined : { host: plain[1] ?? '', port: plain[2] ?? '' };
}
