import type { ScalarPlan, VectorPlan } from './plan.ts';
import type { Runtime } from './runtime.ts';

/** Evaluates a plan once per query. */
export function oncePerQuery<P extends ScalarPlan | VectorPlan>(plan: P, runtime: Runtime): P {
  let query = -1;
  let version = -1;
  let result: ReturnType<P['at']> | undefined;
  return {
    ...plan,
    at(time: number) {
      if (result === undefined || query !== runtime.query || version !== runtime.storage.version) {
        result = plan.at(time) as ReturnType<P['at']>;
        query = runtime.query;
        version = runtime.storage.version;
      }
      return result;
    },
  };
}
