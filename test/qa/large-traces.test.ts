import { Buffer } from 'node:buffer';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { Traces } from '../../src/model/traces.ts';
import { traceChecker } from '../../src/signals/traces/trace-checker.ts';
import { betcodeModel } from '../support/betcode.ts';
import { relayedSpans, toOtlp, traceId } from '../support/sample-traces.ts';

const traces = betcodeModel().traces as Traces;

describe('a large export', () => {
  /** What is reachable, in MiB. */
  const used = (): number => {
    setFlagsFromString('--expose-gc');
    runInNewContext('gc')();
    return process.memoryUsage().heapUsed / 2 ** 20;
  };

  it('of 100,000 spans is read span by span, in memory that grows with their number and not with their size', () => {
    const requestOf = (n: number, padding: number): string =>
      JSON.stringify(toOtlp(traceId(2 ** 20 + n), relayedSpans(traceId(2 ** 20 + n), `r-${n}`))).replaceAll(
        '"kind":',
        `"events":[{"name":"${'x'.repeat(padding)}"}],"kind":`,
      );
    const keptOf = (padding: number): number => {
      const before = used();
      const checker = traceChecker({ traces });
      const reader = checker.file('large.json');
      for (let n = 1; n <= 20_000; n += 1) reader.push(Buffer.from(`${requestOf(n, padding)}\n`));
      const kept = used() - before;
      reader.end();
      checker.conclude();
      expect(checker.findings.counts()).toEqual({});
      expect(checker.totals).toEqual({ spans: 100_000, traces: 20_000, faulty: 0 });
      return kept;
    };
    const small = keptOf(0);
    expect(small).toBeLessThan(80);
    expect(keptOf(3000)).toBeLessThan(small + 10);
  });
});
