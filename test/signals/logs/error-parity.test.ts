import { describe, expect, it } from 'vitest';
import { countedErrors, parityFindings } from '../../../src/signals/logs/error-parity.ts';

const errors = { field: 'error_type', countedBy: ['parse_errors_total', 'sqlite_errors_total'] };

const exposition = (invalid: number, busy: number): string => `# HELP parse_errors_total Protocol health
# TYPE parse_errors_total counter
parse_errors_total{error_type="invalid_json"} ${invalid}
parse_errors_total{error_type="quoted \\"x\\""} 1 1769000000
sqlite_errors_total{db="main",error_type="SQLITE_BUSY"} ${busy}
sqlite_errors_total{db="relay",error_type="SQLITE_BUSY"} 1
other_errors_total{error_type="invalid_json"} 100
parse_errors_total_created{error_type="invalid_json"} 5
parse_errors_total 3
nonsense {
`;

const logged = (counts: Readonly<Record<string, number>>) =>
  new Map(Object.entries(counts).map(([value, records]) => [value, { records }]));

const codes = (parity: Parameters<typeof parityFindings>[1]) =>
  parityFindings(errors, parity).map(({ code, message }) => `${code}: ${message()}`);

describe('error parity', () => {
  it('adds up what the named counters say of each error', () => {
    expect([...countedErrors(exposition(4, 2), errors)]).toEqual([
      ['invalid_json', 4],
      ['quoted "x"', 1],
      ['SQLITE_BUSY', 3],
    ]);
  });

  it('accepts as many records as errors', () => {
    const after = [countedErrors(exposition(4, 2), errors)];
    expect(codes({ after, before: [], logged: logged({ invalid_json: 4, SQLITE_BUSY: 3, 'quoted "x"': 1 }) })).toEqual(
      [],
    );
  });

  it('reports what was counted and not logged as an error, and the reverse as a warning', () => {
    const after = [countedErrors(exposition(4, 2), errors)];
    const parity = { after, before: [], logged: logged({ invalid_json: 3, SQLITE_BUSY: 5, 'quoted "x"': 1 }) };
    expect(codes(parity)).toEqual([
      'logs/error-not-counted: `SQLITE_BUSY` was logged 5 times and counted 3 times',
      'logs/error-not-logged: `invalid_json` was counted 4 times and logged 3 times',
    ]);
    expect(parityFindings(errors, parity).map(({ severity }) => severity)).toEqual(['warning', 'error']);
  });

  it('counts from where the counters stood before', () => {
    const [before, after] = [[countedErrors(exposition(4, 2), errors)], [countedErrors(exposition(6, 2), errors)]];
    expect(codes({ after, before, logged: logged({ invalid_json: 2 }) })).toEqual([]);
    expect(codes({ after: before, before: after, logged: logged({}) })).toEqual([
      'logs/counter-reset: the counter of `invalid_json` fell: the program was restarted in between',
    ]);
  });

  it('adds up several targets', () => {
    const one = countedErrors('parse_errors_total{error_type="invalid_json"} 1', errors);
    expect(codes({ after: [one, one], before: [], logged: logged({ invalid_json: 1 }) })).toEqual([
      'logs/error-not-logged: `invalid_json` was counted 2 times and logged 1 times',
    ]);
  });

  it('does not take the metrics of something else for proof', () => {
    expect(codes({ after: [countedErrors('up 1', errors)], before: [], logged: logged({}) })).toEqual([
      'logs/nothing-counted: the metrics have no sample of `parse_errors_total` or `sqlite_errors_total`',
    ]);
  });
});
