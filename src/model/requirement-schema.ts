import { z } from 'zod';
import { list, name, object, text } from './schema-parts.ts';

const reference = z.union(
  [
    object('a reference', { metric: name('a metric') }),
    object('a reference', { alert: name('an alert') }),
    object('a reference', { experiment: name('an experiment') }),
    object('a reference', { receiver: name('a receiver') }),
    object('a reference', { severity: name('a severity') }),
    object('a reference', { logField: name('a log field') }),
    object('a reference', { logProfile: name('a log profile') }),
    object('a reference', { span: name('a span') }),
    object('a reference', { traceMode: name('a mode of traces') }),
  ],
  { error: 'a reference such as `{ alert: <name> }`' },
);

/** The schema of a requirement. */
export const requirementSchema = object('an object with `section`, `text`, and `heldBy` or `beyond`', {
  section: text('a heading'),
  text: text('a sentence'),
  heldBy: list('a list of references', reference).exactOptional(),
  beyond: text('a reason').exactOptional(),
  tests: list('a list of paths', text('a path')).exactOptional(),
  gap: text('a text').exactOptional(),
  decision: text('a text').exactOptional(),
});
