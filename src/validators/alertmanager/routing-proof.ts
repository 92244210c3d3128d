import type { Finding } from '../../diagnostics/diagnostic.ts';
import { readSetup } from '../../simulate/routing/config/read-setup.ts';
import { proveRouting } from '../../simulate/routing/proof/prove-routing.ts';
import type { RoutingFault, RoutingFaultKind } from '../../simulate/routing/proof/routing-fault.ts';
import { readAnyYaml } from '../../simulate/rules/read-any-yaml.ts';
import { readPlainYaml } from '../../simulate/rules/read-plain-yaml.ts';
import type { Report } from '../check.ts';
import type { Output } from '../output/output.ts';
import { modelUniverse } from './model-universe.ts';

/** What Alertmanager refuses the configuration for, and what is wrong with it although it takes it. */
interface RoutingProof {
  readonly refusals: readonly Finding[];
  readonly faults: readonly RoutingFault[];
}

const nothing: RoutingProof = { refusals: [], faults: [] };
const proofs = new WeakMap<Output, RoutingProof>();

/** The proof of an output's routing, made once for all checks that look at it. */
export function routingProof(output: Output): RoutingProof {
  const known = proofs.get(output);
  if (known !== undefined) return known;
  const proof = output.alertmanager === undefined ? nothing : prove(output.alertmanager.content, output);
  proofs.set(output, proof);
  return proof;
}

function prove(content: string, { model }: Output): RoutingProof {
  const plain = readPlainYaml(content);
  const file = plain ?? readAnyYaml(content);
  const root = 'ok' in file ? (file.ok ? file.value.root : undefined) : file.root;
  if (root === undefined) return nothing;
  const { setup, findings } = readSetup(root, '0.25');
  return findings.length > 0
    ? { refusals: findings, faults: [] }
    : { refusals: [], faults: proveRouting(setup, modelUniverse(model)) };
}

/** Reports the faults of one kind. */
export function reportFaults(
  output: Output,
  kind: RoutingFaultKind,
  report: Report,
  concerns: (fault: RoutingFault) => boolean = () => true,
): void {
  const { alertmanager } = output;
  if (alertmanager === undefined) return;
  for (const fault of routingProof(output).faults) {
    const { at, message, help } = fault;
    if (fault.kind === kind && concerns(fault)) report({ file: alertmanager.path, at, message, help });
  }
}
