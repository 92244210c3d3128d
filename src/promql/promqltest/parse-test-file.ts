import { fail, ok, type Result } from '../../shared/result.ts';
import { type Line, timeOf } from './line.ts';
import { parseExpectations } from './parse-expectations.ts';
import { parseLoad } from './parse-load.ts';
import type { Command, TestFileError } from './test-file.ts';
import { TestFileFault } from './test-file-fault.ts';

const instantPattern = /^eval(?:_(fail|warn|ordered|info))?\s+instant\s+(?:at\s+(.+?))?\s+(.+)$/;
const rangePattern = /^eval(?:_(fail|warn|info))?\s+range\s+from\s+(.+)\s+to\s+(.+)\s+step\s+(.+?)\s+(.+)$/;

/** Parses a file of Prometheus's promqltest. An empty line or a comment ends the body of a command. */
export function parseTestFile(text: string): Result<readonly Command[], TestFileError> {
  const lines = text
    .split('\n')
    .map((raw, i) => ({ number: i + 1, text: raw.trim().startsWith('#') ? '' : raw.trim() }));
  const commands: Command[] = [];
  try {
    for (let i = 0; i < lines.length; i++) {
      const head = lines[i];
      if (head === undefined || head.text === '') continue;
      const body: Line[] = [];
      // Only loads and evaluations have one.
      const hasBody = /^(?:load|eval)/i.test(head.text);
      for (let next = lines[i + 1]; hasBody && next !== undefined && next.text !== ''; next = lines[i + 1]) {
        body.push(next);
        i++;
      }
      commands.push(parseCommand(head, body));
    }
  } catch (error) {
    if (error instanceof TestFileFault) return fail({ line: error.line, message: error.message });
    throw error;
  }
  return ok(commands);
}

function parseCommand(head: Line, body: readonly Line[]): Command {
  const word = /^\S+/.exec(head.text)?.[0]?.toLowerCase() ?? '';
  if (word === 'clear') return { kind: 'clear', line: head.number };
  if (word.startsWith('load')) return parseLoad(head, body);
  if (word.startsWith('eval')) return parseEval(head, body);
  throw new TestFileFault(`unknown command \`${word}\``, head.number);
}

function parseEval(head: Line, body: readonly Line[]): Command {
  const instant = instantPattern.exec(head.text);
  if (instant !== null) {
    const [, modifier, at = '0', query = ''] = instant;
    const time = timeOf(at, head);
    const expect = parseExpectations(body, modifier);
    return { kind: 'eval', line: head.number, query, start: time, end: time, step: 0, expect };
  }
  const range = rangePattern.exec(head.text);
  if (range === null) throw new TestFileFault('the command is neither an instant nor a range query', head.number);
  const [, modifier, from = '', to = '', step = '', query = ''] = range;
  return {
    kind: 'eval',
    line: head.number,
    query,
    start: timeOf(from, head),
    end: timeOf(to, head),
    step: timeOf(step, head),
    expect: parseExpectations(body, modifier),
  };
}
