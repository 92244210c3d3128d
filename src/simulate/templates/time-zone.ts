/** How far the clocks of a place are ahead of UTC at a moment, and what they call it. */
export interface ZoneReading {
  readonly offsetSeconds: number;
  /** `CET`, or `+03` where the place has no letters for it. */
  readonly abbreviation: string;
}

const utc: ZoneReading = { offsetSeconds: 0, abbreviation: 'UTC' };

/** Each language has the abbreviations of its own places only. */
const languages = ['en-US', 'en-GB', 'en-AU', 'en-NZ', 'en-IN', 'en-ZA'];
const formats = new Map<string, readonly Intl.DateTimeFormat[]>();

function formatsOf(zone: string): readonly Intl.DateTimeFormat[] {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = ['longOffset', 'short'].flatMap((timeZoneName) =>
    (timeZoneName === 'short' ? languages : ['en-US']).map(
      (language) =>
        new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: timeZoneName as 'short' | 'longOffset' }),
    ),
  );
  formats.set(zone, made);
  return made;
}

const nameIn = (format: Intl.DateTimeFormat, ms: number): string =>
  format.formatToParts(ms).find(({ type }) => type === 'timeZoneName')?.value ?? '';

/** The reading of a zone of the time zone database; `undefined` zone is UTC. Throws a RangeError for a zone that is none. */
export function zoneReading(zone: string | undefined, ms: number): ZoneReading {
  if (zone === undefined || zone === '' || zone === 'UTC') return utc;
  const [offset, ...short] = formatsOf(zone);
  const [, sign = '+', hours = '0', minutes = '0', seconds = '0'] =
    /^GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(offset === undefined ? '' : nameIn(offset, ms)) ?? [];
  const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  const letters = short.map((format) => nameIn(format, ms)).find((name) => /^[A-Z]{2,5}$/.test(name));
  const digits = `${sign}${hours.padStart(2, '0')}${minutes === '00' || minutes === '0' ? '' : minutes}`;
  return { offsetSeconds: sign === '-' ? -size : size, abbreviation: letters ?? digits };
}
