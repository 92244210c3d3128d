import type { AlertmanagerVersion } from '../matchers/parse-matchers.ts';

/** What a setting of the file may be. */
export type SettingType =
  | 'text'
  | 'flag'
  | 'whole'
  | 'natural'
  | 'url'
  | 'secret-url'
  | 'template-url'
  | 'proxy-url'
  | 'host-port'
  | 'duration'
  | 'go-duration'
  | 'tls-version'
  | 'texts'
  | 'text-map'
  | 'text-list-map'
  | 'anything'
  | { readonly object: SettingTypes }
  | { readonly textOr: SettingTypes }
  | { readonly list: SettingTypes };

/** Settings by key. */
export type SettingTypes = Readonly<Record<string, SettingType>>;

/** Settings of one kind of thing; `current` are those that 0.25 does not know, or knows otherwise. */
export interface SettingSchema {
  readonly base: SettingTypes;
  readonly current?: SettingTypes;
}

/** The settings that the version knows. */
export const settingsOf = ({ base, current }: SettingSchema, version: AlertmanagerVersion): SettingTypes =>
  version === '0.25' || current === undefined ? base : { ...base, ...current };

/** Keys that all have the same type. */
export const allOf = (type: SettingType, keys: string): SettingTypes =>
  Object.fromEntries(keys.split(' ').map((key) => [key, type]));
