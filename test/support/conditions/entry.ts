import type { Condition } from '../../../src/model/model.ts';

/** A condition worth testing, and how an alert on it waits. Lengths are in minutes. */
export interface Entry {
  readonly name: string;
  readonly when: Condition;
  readonly for?: number;
  readonly keepFiringFor?: number;
}
