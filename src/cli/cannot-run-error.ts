import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/**
 * Thrown when a command cannot do its work for a reason that the user can remove; ends with exit code 2 and no stack.
 */
export class CannotRunError extends Error {
  readonly diagnostic: Diagnostic;

  constructor(code: string, message: string, help: string) {
    super(message);
    this.name = 'CannotRunError';
    this.diagnostic = { code, severity: 'error', message, help };
  }
}
