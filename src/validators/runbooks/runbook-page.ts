import type { Output } from '../output/output.ts';
import type { OutputFile } from '../output/output-file.ts';
import { type ReadQuery, readQuery } from '../output/read-query.ts';

interface Span {
  readonly start: number;
  readonly end: number;
}

/** A query in a page. */
export interface PageQuery {
  readonly expr: ReadQuery;
  /** The span in the page of a span in the query. */
  readonly inPage: (span: Span) => Span;
}

/** A runbook with what its checks have in common. */
export interface RunbookPage extends OutputFile {
  readonly queries: readonly PageQuery[];
}

/** Prepares a page for its checks. */
export const runbookPage = (file: OutputFile, output: Output): RunbookPage => ({
  ...file,
  queries: queriesOf(file.content, output),
});

/** A block of PromQL; its lines are indented like its fence. */
const fenced = /^( *)(`{3,})promql\n([\s\S]*?)\n\1\2$/gm;

const queriesOf = (page: string, { parsedRules }: Output): readonly PageQuery[] =>
  [...page.matchAll(fenced)].map(({ 0: whole, 1: { length: indent } = '', 3: body = '', index }) => {
    const text = body
      .split('\n')
      .map((line) => line.slice(indent))
      .join('\n');
    const start = index + whole.indexOf('\n') + 1;
    const offset = (at: number): number => start + at + indent * text.slice(0, at).split('\n').length;
    return {
      expr: parsedRules.get(text) ?? readQuery(text),
      inPage: (span) => ({ start: offset(span.start), end: offset(span.end) }),
    };
  });
