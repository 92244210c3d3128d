import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checks } from '../../src/validators/registry.ts';
import { brokenOutputs } from './broken-outputs.ts';

const folder = fileURLToPath(new URL('../../src/validators/', import.meta.url));
/** Folders of checks; in the others is what checks are made of. */
const areas = ['artifacts', 'rules', 'tests', 'alertmanager', 'prometheus', 'links', 'runbooks', 'logs', 'traces'];
/** Files of these folders that several checks share. */
const shared = [
  'rules/known-series',
  'tests/series-name',
  'tests/test-file',
  'alertmanager/matcher',
  'alertmanager/model-universe',
  'alertmanager/routing-proof',
  'alertmanager/template-texts',
  'alertmanager/walk-routes',
  'runbooks/runbook-page',
  'logs/read-alloy',
];

describe('the registry of checks', () => {
  const ids = checks.map(({ id }) => id);

  it('has every check once, under the name of its file', () => {
    const files = areas.flatMap((area) =>
      readdirSync(`${folder}${area}`).map((file) => `${area}/${file.replace(/\.ts$/, '')}`),
    );
    expect(ids.toSorted()).toEqual(files.filter((file) => !shared.includes(file)).toSorted());
  });

  it('has a broken output for every check', () => {
    const shown = new Set(brokenOutputs.flatMap(({ finds }) => finds.map(({ code }) => code)));
    expect(ids.filter((id) => !shown.has(id))).toEqual([]);
  });
});
