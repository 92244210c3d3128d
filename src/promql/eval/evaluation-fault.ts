/** Thrown by plans and caught where a query is run; the message is Prometheus's own. */
export class EvaluationFault extends Error {}
