import type { RouteDocument } from '../model/document.ts';
import type { Duration } from './quantities.ts';

/** Where the alerts of a severity and an audience go; `R` are the declared receivers. */
export interface Route<R extends string> extends RouteDocument {
  readonly to: R;
  readonly wait?: Duration;
  readonly interval?: Duration;
  readonly repeat?: Duration;
}

/** A route for every severity, by audience. */
export type Routes<S extends string, R extends string> = {
  readonly [K in S]: Readonly<Record<string, Route<R>>>;
};

/** What the compiler prints about routes for severities that do not exist. */
export type UndeclaredSeverities<O, S extends string> = {
  readonly [K in Exclude<keyof O, S>]: 'this is not one of the declared severities';
};

/** The audiences that are routed for each severity. */
export type Audiences<O> = { readonly [S in keyof O]: Extract<keyof O[S], string> };
