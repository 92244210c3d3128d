/** Thrown when real programs cannot be run: they are missing, do not start, or do not answer. */
export class StackFault extends Error {
  readonly code: string;
  readonly help: string;

  constructor(code: string, message: string, help: string) {
    super(message);
    this.name = 'StackFault';
    this.code = code;
    this.help = help;
  }
}
