/** Thrown while a test file is parsed, and turned into a result at the border. */
export class TestFileFault extends Error {
  readonly line: number;
  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}
