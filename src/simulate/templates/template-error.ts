/** Thrown by the parser and the interpreter of templates, and caught at their borders; the message is Go's. */
export class TemplateError extends Error {}

/** Thrown by a template function; the interpreter adds where it was called. */
export class CallError extends Error {}
