import fc from 'fast-check';
import type { AlertDocument } from '../../src/model/document.ts';
import type { Model } from '../../src/model/model.ts';
import { resolve } from '../../src/model/resolve.ts';
import { randomAlerts } from './conditions/random-alerts.ts';
import { shopSpec } from './conditions/shop-spec.ts';

/** An alert that the language takes without a doubt, as its author wrote it and alone in a model. */
export interface RandomModel {
  readonly document: AlertDocument;
  readonly model: Model;
}

/** What is said about the made-up spec around the alert. */
const aboutTheSpec: readonly string[] = ['routing/late-heartbeat'];

/** As many random alerts as are asked for, less those that the language refuses or doubts; the same for the same seed. */
export const randomModels = (seed: number, runs: number): readonly RandomModel[] =>
  fc.sample(randomAlerts, { seed, numRuns: runs }).flatMap((document) => {
    const resolved = resolve(shopSpec(document));
    if (!resolved.ok || resolved.warnings.some(({ code }) => !aboutTheSpec.includes(code))) return [];
    return [{ document, model: resolved.value }];
  });
