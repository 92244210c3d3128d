import type { Dependencies } from './dependencies.ts';
import type { Io } from './io.ts';
import type { Progress } from './progress.ts';

/** What every command works with. */
export interface CommandContext {
  readonly io: Io;
  readonly dependencies: Dependencies;
  readonly progress: Progress;
}
