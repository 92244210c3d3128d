import { parseErrors, sqliteErrors } from './daemon-metrics.ts';
import { kit } from './kit.ts';

export const logs = kit.logs({
  required: {
    timestamp: { type: 'timestamp', description: 'When it happened: ISO 8601 in UTC with milliseconds' },
    level: { oneOf: ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR'], description: 'How bad it is' },
    target: { type: 'text', description: 'The module that wrote it' },
    message: { type: 'text', description: 'What happened, for people' },
  },
  contextual: {
    trace_id: { type: 'text', description: 'Joins the records of one request' },
    session_id: { type: 'text', description: 'The session it belongs to' },
    machine_id: { type: 'text', description: 'The machine it happened on' },
    request_id: { type: 'text', description: 'Joins a request and its answer' },
    error_type: { type: 'text', description: 'The error’s category, as in the metric’s label of the same name' },
    duration_ms: { type: 'number', description: 'How long it took, in milliseconds' },
    // In the requirements’ example, but in neither of their lists. Lines of the protocol carry what users type: no more
    // of one is kept than tells what kind of line it was.
    raw_line_preview: { type: 'preview', max: 80, description: 'How the line begins that could not be parsed' },
  },
  // trace_id is contextual in the requirements’ list and mandatory in their prose: it is required of requests.
  profiles: { record: [], request: ['trace_id'] },
  errors: { field: 'error_type', countedBy: [parseErrors, sqliteErrors] },
  others: 'allow',
});
