import { Buffer, isUtf8 } from 'node:buffer';

/** What is told about the lines of a stream of bytes. */
export interface LineSink {
  /** A line without its end; numbers count from 1. `isCut`: the stream ended in it. */
  readonly line: (text: string, number: number, isCut: boolean) => void;
  /** A line that is longer than allowed: its content is not kept. */
  readonly overlong: (number: number) => void;
  /** A line that is not UTF-8. */
  readonly notUtf8: (number: number) => void;
}

/** Splits bytes into lines. Keeps no more than one chunk and one line. */
export interface LineReader {
  readonly push: (chunk: Uint8Array) => void;
  readonly end: () => void;
}

const newline = 0x0a;

/** Reads lines of at most `maxBytes`. */
export function lineReader(sink: LineSink, maxBytes: number): LineReader {
  let number = 0;
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  /** In a line that was reported as too long: the rest of it is skipped. */
  let skipping = false;

  const emit = (text: string, isCut: boolean) => {
    number += 1;
    if (text.length > maxBytes) sink.overlong(number);
    else sink.line(text.endsWith('\r') ? text.slice(0, -1) : text, number, isCut);
  };

  /** Lines of a block that ends with the end of a line. */
  const split = (block: Buffer) => {
    if (!isUtf8(block)) {
      splitBytes(block);
      return;
    }
    // Decoding a block at once is several times faster than line by line.
    const text = block.toString('utf8');
    let from = 0;
    for (let to = text.indexOf('\n'); to !== -1; to = text.indexOf('\n', from)) {
      emit(text.slice(from, to), false);
      from = to + 1;
    }
  };

  const splitBytes = (block: Buffer) => {
    let from = 0;
    for (let to = block.indexOf(newline); to !== -1; to = block.indexOf(newline, from)) {
      emitBytes(block.subarray(from, to), false);
      from = to + 1;
    }
  };

  const emitBytes = (line: Buffer, isCut: boolean) => {
    if (isUtf8(line)) emit(line.toString('utf8'), isCut);
    else {
      number += 1;
      sink.notUtf8(number);
    }
  };

  const keep = (rest: Uint8Array) => {
    if (rest.length === 0 || skipping) return;
    pending.push(rest);
    pendingBytes += rest.length;
    if (pendingBytes <= maxBytes) return;
    number += 1;
    sink.overlong(number);
    drop();
    skipping = true;
  };
  const drop = () => {
    pending = [];
    pendingBytes = 0;
  };

  return {
    push: (chunk) => {
      let bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      if (skipping) {
        const end = bytes.indexOf(newline);
        if (end === -1) return;
        skipping = false;
        bytes = bytes.subarray(end + 1);
      }
      const last = bytes.lastIndexOf(newline);
      if (last === -1) {
        keep(bytes);
        return;
      }
      if (pendingBytes > 0) {
        const first = bytes.indexOf(newline);
        const joined = Buffer.concat([...pending, bytes.subarray(0, first)]);
        drop();
        emitBytes(joined, false);
        bytes = bytes.subarray(first + 1);
        if (last > first) split(bytes.subarray(0, last - first));
        keep(bytes.subarray(last - first));
        return;
      }
      split(bytes.subarray(0, last + 1));
      keep(bytes.subarray(last + 1));
    },
    end: () => {
      if (pendingBytes === 0) return;
      const rest = Buffer.concat(pending);
      drop();
      emitBytes(rest, true);
    },
  };
}
