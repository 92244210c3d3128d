import { defaultRetention } from '../../../shared/default-retention.ts';
import { formatDuration } from '../../../shared/duration.ts';
import type { Path } from '../../rules/yaml-fields.ts';
import type { AlertmanagerSetup, RouteNode } from '../config/alertmanager.ts';

/** A `repeat_interval` that Alertmanager does not keep, because it has forgotten by then what it sent. */
export interface ForgottenRepeat {
  readonly at: Path;
  readonly message: string;
  readonly help: string;
}

/** Every one that somebody would hear: where it is written, not where it is inherited. */
export function forgottenRepeats({ route, receivers }: AlertmanagerSetup): readonly ForgottenRepeat[] {
  const isHeard = (node: RouteNode, repeat: number): boolean =>
    node.repeatInterval === repeat &&
    ((receivers.get(node.receiver)?.integrations.length ?? 0) > 0 || node.routes.some((one) => isHeard(one, repeat)));
  const visit = (node: RouteNode, above: number | undefined): readonly ForgottenRepeat[] => {
    const { repeatInterval: repeat, path, routes } = node;
    const below = routes.flatMap((one) => visit(one, repeat));
    if (repeat === above || repeat <= defaultRetention || !isHeard(node, repeat)) return below;
    const found = {
      at: [...path, 'repeat_interval'],
      message: `\`repeat_interval\` of ${formatDuration(repeat)} is longer than Alertmanager remembers what it sent: it repeats after 120h`,
      help: 'write `5d` at most, or start Alertmanager with a longer `--data.retention`',
    };
    return [found, ...below];
  };
  return visit(route, undefined);
}
