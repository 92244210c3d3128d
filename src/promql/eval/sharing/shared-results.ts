import type { Expr, VectorSelector } from '../../ast.ts';
import type { Storage } from '../../storage/storage.ts';
import { typeOf } from '../../type-of.ts';
import { selectorsOf, walk } from '../../walk.ts';
import { isSameInEveryQuery, lookAheadMs } from '../analysis.ts';
import type { Vector } from '../vector.ts';
import { type EditedNode, pairUp } from './pair-up.ts';

/** What a node came to at one time, and what it took. */
export interface KnownResult {
  readonly vector: Vector;
  /** The samples that it holds. */
  readonly held: number;
  /** The most samples that were held meanwhile. */
  readonly peak: number;
  /** Evaluations, those inside subqueries included. */
  readonly steps: number;
}

/** The results of one node on one storage, by evaluation time and by the time of the instant query that it is part of. */
export interface NodeResults {
  find(time: number, queryTime: number): KnownResult | undefined;
  /** The vector must never be written to again. */
  keep(time: number, queryTime: number, result: KnownResult): void;
}

/**
 * Results of the nodes of one expression, kept for edits of it: expressions that have most of these very nodes. Sound as long as
 * a storage holds the same samples whenever it is asked at the same time, as one does into which the same input is
 * played again and again.
 */
export interface SharedResults {
  /** The nodes of an edit that the original does not have; remembered. */
  editedNodes(edited: Expr): ReadonlyMap<Expr, EditedNode>;
  /** The results of a node on a storage; undefined for a node that is not shared. */
  of(storage: Storage, node: Expr): NodeResults | undefined;
}

/** Results of `original`. What reads other series than those that `isPlayed` knows is not shared. */
export function createSharedResults(original: Expr, isPlayed: (selector: VectorSelector) => boolean): SharedResults {
  const lookAheads = new Map<Expr, number>();
  walk(original, (node) => {
    // Reading a selector again costs less than keeping what it said.
    if (node.kind === 'vector-selector') return;
    // `info` reads more series than it names.
    if (typeOf(node) !== 'instant vector' || callsInfo(node) || !selectorsOf(node).every(isPlayed)) return;
    lookAheads.set(node, isSameInEveryQuery(node) ? lookAheadMs(node) : Number.POSITIVE_INFINITY);
  });
  const byStorage = new WeakMap<Storage, Map<Expr, NodeResults>>();
  const edits = new WeakMap<Expr, ReadonlyMap<Expr, EditedNode>>();
  return {
    editedNodes(edited) {
      const nodes = edits.get(edited) ?? pairUp(edited, original);
      edits.set(edited, nodes);
      return nodes;
    },
    of(storage, node) {
      const lookAhead = lookAheads.get(node);
      if (lookAhead === undefined) return undefined;
      const ofStorage = byStorage.get(storage) ?? new Map<Expr, NodeResults>();
      byStorage.set(storage, ofStorage);
      const known = ofStorage.get(node) ?? createNodeResults(lookAhead);
      ofStorage.set(node, known);
      return known;
    },
  };
}

function callsInfo(expr: Expr): boolean {
  let found = false;
  walk(expr, (node) => {
    if (node.kind === 'call' && node.func === 'info') found = true;
  });
  return found;
}

/** Results that are kept of a node on a storage; a query over months has a hundred times as many, which nobody can keep. */
const mostResults = 2000;

function createNodeResults(lookAhead: number): NodeResults {
  /** Results that no later sample changes. */
  const final = new Map<number, KnownResult>();
  const byQuery = new Map<number, Map<number, KnownResult>>();
  let count = 0;
  return {
    find: (time, queryTime) => (time + lookAhead <= queryTime ? final.get(time) : byQuery.get(queryTime)?.get(time)),
    keep(time, queryTime, result) {
      if (++count > mostResults) return;
      if (time + lookAhead <= queryTime) {
        final.set(time, result);
        return;
      }
      let ofQuery = byQuery.get(queryTime);
      if (ofQuery === undefined) {
        ofQuery = new Map();
        byQuery.set(queryTime, ofQuery);
      }
      ofQuery.set(time, result);
    },
  };
}
