import { type InhibitRule, matcherText } from '../../formats/alertmanager-config.ts';
import type { Inhibition, Model } from '../../model/model.ts';

const regexLiteral = (text: string): string => text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');

function alertMatcher(names: readonly string[]): string {
  const [only, ...more] = names;
  if (only !== undefined && more.length === 0) return matcherText('alertname', '=', only);
  return matcherText('alertname', '=~', names.map(regexLiteral).join('|'));
}

const inhibitRule = (service: string, { source, targets, equal }: Inhibition): InhibitRule => ({
  source_matchers: [matcherText('service', '=', service), alertMatcher([source])],
  target_matchers: [matcherText('service', '=', service), alertMatcher(targets)],
  ...(equal.length === 0 ? {} : { equal }),
});

/** The inhibitions of the model, which concern the alerts of its service alone. */
export const inhibitRules = (model: Model): readonly InhibitRule[] =>
  model.inhibitions.map((inhibition) => inhibitRule(model.service, inhibition));
