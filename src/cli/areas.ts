/** The parts of the output that `--only` selects: its top-level folders. */
export const areas = ['prometheus', 'alertmanager', 'grafana', 'runbooks', 'logs', 'traces'] as const;

/** One of {@link areas}. */
export type Area = (typeof areas)[number];

/** The filter of output paths that `--only` stands for; without areas, everything. */
export function scopeOf(only: readonly Area[] | undefined): (path: string) => boolean {
  if (only === undefined) return () => true;
  const folders = only.map((area) => `${area}/`);
  return (path) => folders.some((folder) => path.startsWith(folder));
}
