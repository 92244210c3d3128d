import type { Labels } from '../../promql/storage/label-table.ts';
import type { TimedAlert } from '../../simulate/routing/notification.ts';
import type { ActiveAlert } from '../../simulate/rules/running-rule.ts';
import type { AlertEpisode } from './observed.ts';

interface Open {
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly pending: number;
  firing: number | undefined;
}

/** Collects the episodes of alerts, evaluation by evaluation. */
export interface EpisodeRecorder {
  /** What a rule has active at an evaluation, in milliseconds after the fault. */
  record(rule: string, time: number, active: readonly ActiveAlert[]): void;
  episodes(): readonly AlertEpisode[];
  /** The episodes that fired as Alertmanager hears of them, in seconds after `start`. */
  heard(start: number): readonly TimedAlert[];
}

/** Starts an empty collection. */
export function recordEpisodes(): EpisodeRecorder {
  const open = new Map<string, Map<Labels, Open>>();
  const all: (Open & { readonly alert: string; over: number | undefined })[] = [];
  return {
    record(rule, time, active) {
      const ofRule = open.get(rule) ?? new Map<Labels, Open>();
      open.set(rule, ofRule);
      const seen = new Set<Labels>();
      for (const { labels, state, annotations } of active) {
        seen.add(labels);
        let episode = ofRule.get(labels);
        if (episode === undefined) {
          const started = {
            alert: rule,
            labels,
            annotations: annotations(),
            pending: time,
            firing: undefined,
            over: undefined,
          };
          all.push(started);
          episode = started;
          ofRule.set(labels, episode);
        }
        if (state === 'firing') episode.firing ??= time;
      }
      for (const [labels, episode] of ofRule) {
        if (seen.has(labels)) continue;
        ofRule.delete(labels);
        const ended = all.find((one) => one === episode);
        if (ended !== undefined) ended.over = time;
      }
    },
    episodes: () =>
      all.map(({ alert, labels, pending, firing, over }) => ({
        alert,
        labels,
        pending,
        ...(firing === undefined ? {} : { firing }),
        ...(over === undefined ? {} : { over }),
      })),
    heard: (start) =>
      all.flatMap(({ labels, annotations, firing, over }) => {
        if (firing === undefined) return [];
        const resolved = over === undefined ? {} : { resolvedAt: (over - start) / 1000 };
        return [{ labels, annotations, startsAt: (firing - start) / 1000, ...resolved }];
      }),
  };
}
