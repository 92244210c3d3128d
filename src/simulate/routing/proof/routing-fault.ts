import type { Path } from '../../rules/yaml-fields.ts';

/** What kind of fault a configuration has though Alertmanager takes it. */
export type RoutingFaultKind =
  | 'unreachable-route'
  | 'shadowed-route'
  | 'unused-receiver'
  | 'unused-interval'
  | 'dead-matcher'
  | 'dead-inhibition'
  | 'self-inhibition'
  | 'inhibition-cycle'
  | 'muted-alert'
  | 'wrong-receiver';

/** A fault of a configuration, and where it is. */
export interface RoutingFault {
  readonly kind: RoutingFaultKind;
  readonly at: Path;
  /** The label that a dead matcher is about. */
  readonly label?: string;
  readonly message: string;
  readonly help: string;
}
