import type { IntegrationDocument } from '../model/document.ts';

/** One way in which a receiver is told: a page, a message, a mail, a call. */
export type Integration = IntegrationDocument;

type Options<K extends Integration['kind']> = Omit<Extract<Integration, { readonly kind: K }>, 'kind'>;

/** Pages through PagerDuty's Events API v2; the routing key is read from a file. */
export const pagerduty = (options: Options<'pagerduty'>): Integration => ({ kind: 'pagerduty', ...options });

/** Writes to a Slack channel; the incoming webhook's address is read from a file. */
export const slack = (options: Options<'slack'>): Integration => ({ kind: 'slack', ...options });

/** Sends mail through a smarthost; the password is read from a file. */
export const email = (options: Options<'email'>): Integration => ({ kind: 'email', ...options });

/** Posts Alertmanager's JSON to an address; the bearer token is read from a file. */
export const webhook = (options: Options<'webhook'>): Integration => ({ kind: 'webhook', ...options });
