import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { nearName } from '../../shared/near-name.ts';
import type { AlertLabels } from '../../simulate/routing/matchers/matcher.ts';
import { parseClassicMatcher } from '../../simulate/routing/matchers/parse-classic-matchers.ts';
import { anyAlert, refineUniverse } from '../../simulate/routing/proof/alert-universe.ts';
import { forgottenRepeats } from '../../simulate/routing/proof/forgotten-repeats.ts';
import { exampleOf, type LabelSpace, narrowSpace } from '../../simulate/routing/proof/label-space.ts';
import { proveRouting } from '../../simulate/routing/proof/prove-routing.ts';
import { routeOutcomes } from '../../simulate/routing/proof/route-outcomes.ts';
import { matchRoute } from '../../simulate/routing/route/match-route.ts';
import { modelUniverse } from '../../validators/alertmanager/model-universe.ts';
import { CannotRunError } from '../cannot-run-error.ts';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult } from '../command-result.ts';
import { displayPath } from '../display-path.ts';
import { describeRoute, describeTree, type PlaceOf } from '../routing/describe-route.ts';
import { type RoutingOptions, type RoutingSource, routingSource } from '../routing/routing-source.ts';
import { buildArtifacts } from './build-artifacts.ts';

/** The options of `tocsin route`. */
export interface RouteOptions extends RoutingOptions {
  /** As `name=value`. */
  readonly labels: readonly string[];
  readonly alert?: string;
}

/** `tocsin route`: the path of an alert through the route tree, or the proof of the whole tree. Throws a {@link CannotRunError}. */
export async function route(options: RouteOptions, context: CommandContext): Promise<CommandResult> {
  const labels = labelsOf(options.labels);
  const { alert, alertmanager, config } = options;
  const needsSpec = alertmanager === undefined || alert !== undefined || config !== undefined;
  const spec = needsSpec ? await buildArtifacts(options, context) : undefined;
  const source = await routingSource(options, context, spec);
  if ('length' in source) return { diagnostics: source, files: [], text: () => '' };
  const file = displayPath(context.io.cwd, source.file);
  const placeOf: PlaceOf = (node) => `${file}:${source.locate({ path: node.matcherPaths[0] ?? node.path }).line}`;
  if (alert !== undefined) return explainAlert(alert, labels, source, placeOf);
  return Object.keys(labels).length > 0 ? explainLabels([labels], source, placeOf) : prove(source, placeOf);
}

function labelsOf(args: readonly string[]): AlertLabels {
  const labels: Record<string, string> = {};
  for (const arg of args) {
    const matcher = parseClassicMatcher(arg);
    if (!matcher.ok || matcher.value.operator !== '=')
      throw new CannotRunError('cli/usage', `\`${arg}\` is not a label`, 'write labels as `name=value`');
    labels[matcher.value.label] = matcher.value.value;
  }
  return labels;
}

function explainLabels(all: readonly AlertLabels[], { setup }: RoutingSource, placeOf: PlaceOf): CommandResult {
  const paths = all.map((labels) => {
    const routes = matchRoute(setup.route, labels).map(({ receiver, path }) => ({ receiver, route: path.join('.') }));
    return { labels, routes };
  });
  return {
    diagnostics: [],
    files: [],
    json: { paths },
    text: (colors) => all.map((labels) => describeRoute(setup, labels, placeOf, colors)).join('\n'),
  };
}

/** Every path that the alert can take; labels that make no difference have made-up values. */
function explainAlert(name: string, labels: AlertLabels, source: RoutingSource, placeOf: PlaceOf): CommandResult {
  const { setup, model } = source;
  const universe = model === undefined ? [] : modelUniverse(model).filter(({ isSpecified }) => isSpecified);
  const kinds = refineUniverse(universe, setup.route, []);
  const kind = kinds.find((one) => one.name === name);
  if (kind === undefined) {
    const near = nearName(
      name,
      kinds.map((one) => one.name),
    );
    const help =
      near === undefined
        ? `use one of ${kinds.map((one) => `\`${one.name}\``).join(', ')}`
        : `did you mean \`${near}\`?`;
    throw new CannotRunError('cli/usage', `the spec has no alert \`${name}\``, help);
  }
  let space: LabelSpace | undefined = kind.space;
  for (const [label, value] of Object.entries(labels)) {
    const matcher = { label, operator: '=' as const, value, accepts: (text: string) => text === value };
    const known = space.labels.get(label);
    const listed: LabelSpace =
      known?.isOpen === true
        ? { ...space, labels: new Map([...space.labels, [label, { ...known, values: [...known.values, value] }]]) }
        : space;
    space = narrowSpace(listed, matcher, true);
    if (space !== undefined) continue;
    const help = `it carries ${[...kind.space.labels.keys()].map((one) => `\`${one}\``).join(', ')}`;
    throw new CannotRunError('cli/usage', `\`${name}\` cannot have \`${label}=${value}\``, help);
  }
  return explainLabels(
    routeOutcomes(setup.route, space).map((outcome) => exampleOf(outcome.space)),
    source,
    placeOf,
  );
}

function prove({ setup, locate, model, file }: RoutingSource, placeOf: PlaceOf): CommandResult {
  const faults = proveRouting(setup, model === undefined ? anyAlert : modelUniverse(model));
  const errors = faults.map(
    ({ kind, at, message, help }): Diagnostic => ({
      code: `alertmanager/${kind}`,
      severity: 'error',
      message,
      help,
      location: { ...locate({ path: at }), file },
    }),
  );
  const warnings = forgottenRepeats(setup).map(
    ({ at, message, help }): Diagnostic => ({
      code: 'alertmanager/forgotten-repeat',
      severity: 'warning',
      message,
      help,
      location: { ...locate({ path: at }), file },
    }),
  );
  const alerts = model === undefined ? 'any alert' : `${model.alerts.length} alerts`;
  const summary = `proven for ${alerts} over all label values: no fault\n`;
  return {
    diagnostics: [...errors, ...warnings],
    files: [],
    text: (colors) => `${describeTree(setup.route, placeOf, colors)}\n${errors.length === 0 ? summary : ''}`,
  };
}
