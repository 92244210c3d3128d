/** How long Alertmanager remembers what it sent when nothing else is said (`--data.retention`); milliseconds. */
export const defaultRetention = 120 * 3_600_000;
