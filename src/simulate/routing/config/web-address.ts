/** Characters that Go's parser accepts in the host of a URL. */
const host = /^(?:[\w\-.~!$&'()*+,;=:<>"[\]]|%[0-9A-Fa-f]{2}|[^ -~\p{Cc}])+$/u;

/** What Alertmanager objects to in the address of a server, in its own words; `undefined` for a good one. */
export function addressFault(text: string): string | undefined {
  const quoted = JSON.stringify(text);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
  if (/[\x00-\x1f\x7f]/.test(text)) return `parse ${quoted}: net/url: invalid control character in URL`;
  const [, scheme = ''] = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(text) ?? [];
  if (scheme === '' && text.startsWith(':')) return `parse ${quoted}: missing protocol scheme`;
  if (!/^https?$/i.test(scheme)) return `unsupported scheme ${JSON.stringify(scheme.toLowerCase())} for URL`;
  const rest = text.slice(scheme.length + 1).replace(/#.*$/, '');
  if (!rest.startsWith('//')) return 'missing host for URL';
  const [, authority = '', path = ''] = /^\/\/([^/?]*)([^?]*)/.exec(rest) ?? [];
  const at = authority.lastIndexOf('@');
  if (at >= 0 && !/^[\w\-.~!$&'()*+,;=:%@]*$/.test(authority.slice(0, at)))
    return `parse ${quoted}: net/url: invalid userinfo`;
  const address = authority.slice(at + 1);
  const bad = [...address].find((char) => !host.test(char) && char !== '%');
  if (bad !== undefined) return `parse ${quoted}: invalid character ${JSON.stringify(bad)} in host name`;
  const port = /:([^:\]]*)$/.exec(address);
  if (port !== null && !/^\d*$/.test(port[1] ?? ''))
    return `parse ${quoted}: invalid port ${JSON.stringify(port[0])} after host`;
  const badEscape = /%(?![0-9A-Fa-f]{2}).{0,2}/.exec(path);
  if (badEscape !== null) return `parse ${quoted}: invalid URL escape ${JSON.stringify(badEscape[0])}`;
  return address === '' ? 'missing host for URL' : undefined;
}
