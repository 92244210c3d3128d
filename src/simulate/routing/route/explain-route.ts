import type { RouteNode } from '../config/alertmanager.ts';
import type { AlertLabels, Matcher } from '../matchers/matcher.ts';

/** What becomes of an alert at a node. */
export type RouteVerdict =
  /** All matchers hold; whether one of the nodes below takes it is said by the steps that follow. */
  | { readonly kind: 'enters' }
  | { readonly kind: 'refused'; readonly matcher: Matcher; readonly value: string }
  /** An earlier sibling took the alert and does not continue. */
  | { readonly kind: 'not-asked'; readonly takenBy: RouteNode };

/** One node on the way of an alert through the tree. */
export interface RouteStep {
  readonly node: RouteNode;
  readonly depth: number;
  readonly verdict: RouteVerdict;
  /** Whether the node itself takes the alert: it enters, and no node below it does. */
  readonly isFinal: boolean;
}

/** The way of an alert through the tree, in the order in which Alertmanager looks at the nodes; what lies below a node that refuses it is left out. */
export function explainRoute(root: RouteNode, labels: AlertLabels): readonly RouteStep[] {
  const steps: RouteStep[] = [];
  const visit = (node: RouteNode, depth: number): boolean => {
    const failing = node.matchers.find(({ label, accepts }) => !accepts(labels[label] ?? ''));
    if (failing !== undefined) {
      const value = labels[failing.label] ?? '';
      steps.push({ node, depth, verdict: { kind: 'refused', matcher: failing, value }, isFinal: false });
      return false;
    }
    const at = steps.length;
    let taken = false;
    let takenBy: RouteNode | undefined;
    for (const child of node.routes) {
      if (takenBy !== undefined) {
        steps.push({ node: child, depth: depth + 1, verdict: { kind: 'not-asked', takenBy }, isFinal: false });
        continue;
      }
      if (!visit(child, depth + 1)) continue;
      taken = true;
      if (!child.continues) takenBy = child;
    }
    steps.splice(at, 0, { node, depth, verdict: { kind: 'enters' }, isFinal: !taken });
    return true;
  };
  visit(root, 0);
  return steps;
}
