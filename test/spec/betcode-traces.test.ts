import { describe, expect, it } from 'vitest';
import { betcodeModel } from '../support/betcode.ts';

const { spans = [], modes = [] } = betcodeModel().traces ?? {};

/** The tree of the requirements: what may stand directly under what. */
const tree: Readonly<Record<string, string>> = {
  'daemon.handle_request': 'relay.route',
  'subprocess.spawn': 'daemon.handle_request',
  'sqlite.insert': 'daemon.handle_request',
  'grpc.broadcast': 'daemon.handle_request',
};

describe('the spans of betcode', () => {
  it.each(Object.entries(tree))('have %s under %s', (child, parent) => {
    expect(spans.find(({ name }) => name === child)?.under).toContain(parent);
  });

  it('start in the relay, or in the daemon where there is none', () => {
    const entries = Object.fromEntries(modes.map(({ name, entry }) => [name, entry]));
    expect(entries).toEqual({ relayed: 'relay.route', local: 'daemon.handle_request' });
    for (const { requires } of modes)
      expect(requires).toEqual(expect.arrayContaining(['subprocess.spawn', 'sqlite.insert', 'grpc.broadcast']));
  });

  it('carry the trace from process to process', () => {
    const carried = spans.flatMap(({ name, attributes }) =>
      attributes.filter(({ value }) => value.kind === 'traceparent').map((attribute) => `${name} ${attribute.name}`),
    );
    expect(carried).toEqual([
      'relay.route traceparent.received',
      'daemon.handle_request traceparent.received',
      'subprocess.spawn traceparent.sent',
    ]);
  });
});
