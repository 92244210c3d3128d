import type { AlertmanagerSetup } from '../../../src/simulate/routing/config/alertmanager.ts';
import { loadAlertmanager } from '../../../src/simulate/routing/config/load-alertmanager.ts';
import type { AlertmanagerVersion } from '../../../src/simulate/routing/matchers/parse-matchers.ts';

/** A configuration that has to be good. */
export async function loadSetup(text: string, version: AlertmanagerVersion = '0.25'): Promise<AlertmanagerSetup> {
  const loaded = await loadAlertmanager(text, 'alertmanager.yml', version);
  if (!loaded.ok) throw new Error(loaded.errors.map(({ message }) => message).join('\n'));
  return loaded.value.setup;
}
