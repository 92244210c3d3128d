import type { FieldReader, FindingSink, Path } from '../../rules/yaml-fields.ts';
import type { AlertmanagerVersion } from '../matchers/parse-matchers.ts';

/** What the readers of a configuration share. */
export interface ConfigContext {
  readonly version: AlertmanagerVersion;
  readonly read: FieldReader;
  readonly sink: FindingSink;
}

/** Reports a finding of the area. */
export function report({ sink }: ConfigContext, code: string, path: Path, message: string, help: string): void {
  sink.report(`alertmanager-config/${code}`, path, message, help);
}
