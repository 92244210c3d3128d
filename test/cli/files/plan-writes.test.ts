import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DiskEntry, type Plan, type PlanInput, planWrites } from '../../../src/cli/files/plan-writes.ts';
import { sha256 } from '../../../src/shared/sha256.ts';

const path = fc.constantFrom('a/1.yml', 'a/2.yml', 'b/1.json', 'b/c/2.json', 'd.md');
const content = fc.constantFrom('one\n', 'two\n', 'three\n', 'four\n');

const hashed = (artifacts: readonly { path: string; content: string; from: string }[]) =>
  artifacts.map(({ content: text, ...rest }) => ({ ...rest, sha256: sha256(text) }));

const entry: fc.Arbitrary<DiskEntry> = fc.oneof(
  { weight: 6, arbitrary: content.map((text) => ({ kind: 'file', sha256: sha256(text) }) as const) },
  { weight: 1, arbitrary: fc.constantFrom('link', 'folder', 'other').map((kind) => ({ kind }) as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'blocked', by: 'a' } as const) },
);

const input: fc.Arbitrary<PlanInput> = fc.record({
  spec: fc.constantFrom('spec 1', 'spec 2'),
  madeFrom: fc.constantFrom('spec 1', 'spec 2', undefined),
  artifacts: fc
    .uniqueArray(fc.record({ path, content }), { selector: (artifact) => artifact.path })
    .map((artifacts) => hashed(artifacts.map((artifact) => ({ ...artifact, from: `item ${artifact.path}` })))),
  manifest: fc
    .dictionary(path, content)
    .map((files) => new Map(Object.entries(files).map(([key, text]) => [key, { sha256: sha256(text), from: 'old' }]))),
  journal: fc
    .dictionary(path, fc.array(content, { maxLength: 2 }))
    .map((files) => new Map(Object.entries(files).map(([key, texts]) => [key, new Set(texts.map(sha256))]))),
  disk: fc.dictionary(path, entry).map((files) => new Map(Object.entries(files))),
  inScope: fc.constantFrom(
    () => true,
    (one: string) => one.startsWith('a/'),
    (one: string) => !one.startsWith('b/'),
  ),
  force: fc.boolean(),
});

const hashAt = (disk: PlanInput['disk'], at: string): string | undefined => {
  const found = disk.get(at);
  return found?.kind === 'file' ? found.sha256 : undefined;
};

/** The disk after the plan was carried out, or after only some of its writes and removals were. */
function carryOut(
  { disk }: PlanInput,
  plan: Plan,
  done: (index: number) => boolean = () => true,
): Map<string, DiskEntry> {
  const after = new Map(disk);
  for (const [index, action] of plan.actions.entries()) {
    if (!done(index)) continue;
    if (action.kind === 'remove') after.delete(action.path);
    else after.set(action.path, { kind: 'file', sha256: action.sha256 });
  }
  return after;
}

const isOurs = ({ manifest, journal }: PlanInput, at: string, hash: string): boolean =>
  manifest.get(at)?.sha256 === hash || journal.get(at)?.has(hash) === true;

describe('planWrites', () => {
  it('never overwrites or removes, without force, what no run of ours wrote', () => {
    fc.assert(
      fc.property(input, (world) => {
        const { actions } = planWrites({ ...world, force: false });
        for (const action of actions) {
          if (action.kind === 'keep' || action.kind === 'create') continue;
          expect(world.disk.get(action.path)?.kind).toBe('file');
          expect(isOurs(world, action.path, hashAt(world.disk, action.path) ?? '')).toBe(true);
        }
      }),
    );
  });

  it('never removes an edited file, not even with force', () => {
    fc.assert(
      fc.property(input, (world) => {
        for (const action of planWrites(world).actions) {
          if (action.kind !== 'remove') continue;
          expect(isOurs(world, action.path, hashAt(world.disk, action.path) ?? '')).toBe(true);
        }
      }),
    );
  });

  it('decides about every path in scope exactly once, and about no other', () => {
    fc.assert(
      fc.property(input, (world) => {
        const { actions, refusals, released } = planWrites(world);
        const decided = [...actions.map((one) => one.path), ...refusals.map((one) => one.path), ...released];
        expect(new Set(decided).size).toBe(decided.length);
        expect(decided.every(world.inScope)).toBe(true);
        const wanted = world.artifacts.map((one) => one.path).filter(world.inScope);
        expect(decided).toEqual(expect.arrayContaining(wanted));
      }),
    );
  });

  it('leads to exactly the artifacts, and to nothing more to do', () => {
    fc.assert(
      fc.property(input, (world) => {
        const plan = planWrites(world);
        fc.pre(plan.refusals.length === 0);
        const disk = carryOut(world, plan);
        for (const artifact of world.artifacts.filter((one) => world.inScope(one.path)))
          expect(hashAt(disk, artifact.path)).toBe(artifact.sha256);
        const again = planWrites({
          ...world,
          manifest: plan.manifest.files,
          madeFrom: plan.manifest.spec,
          journal: new Map(),
          disk,
          force: false,
        });
        expect(again.refusals).toEqual([]);
        expect(again.actions.every(({ kind }) => kind === 'keep')).toBe(true);
        expect(again.manifest).toEqual(plan.manifest);
      }),
    );
  });

  it('leaves disk and manifest outside the scope alone', () => {
    fc.assert(
      fc.property(input, (world) => {
        const { manifest } = planWrites(world);
        const outside = (entries: PlanInput['manifest']) =>
          [...entries].filter(([one]) => !world.inScope(one)).toSorted();
        expect(outside(manifest.files)).toEqual(outside(world.manifest));
      }),
    );
  });

  it('says that all was made from the spec only when nothing may be of an older one', () => {
    fc.assert(
      fc.property(input, (world) => {
        const { manifest } = planWrites(world);
        const older = [...manifest.files].filter(
          ([one]) => !world.artifacts.some((artifact) => artifact.path === one && world.inScope(one)),
        );
        const missing = world.artifacts.filter(({ path: one }) => !world.inScope(one));
        const isWhole = older.length === 0 && missing.length === 0;
        expect(manifest.spec).toBe(isWhole || world.madeFrom === world.spec ? world.spec : undefined);
      }),
    );
  });

  it('recovers from a run that was killed anywhere, even when the spec has changed since', () => {
    const later = fc
      .uniqueArray(fc.record({ path, content, from: fc.constant('later') }), { selector: (artifact) => artifact.path })
      .map(hashed);
    fc.assert(
      fc.property(input, later, fc.infiniteStream(fc.boolean()), (world, artifacts, coins) => {
        const killed = planWrites({ ...world, force: false });
        fc.pre(killed.refusals.length === 0);
        const journal = new Map(world.journal);
        for (const action of killed.actions) {
          if (action.kind !== 'create' && action.kind !== 'update') continue;
          journal.set(action.path, new Set([...(journal.get(action.path) ?? []), action.sha256]));
        }
        const disk = carryOut(world, killed, () => coins.next().value === true);
        const before = planWrites({ ...world, artifacts, force: false });
        const next = planWrites({ ...world, artifacts, journal, disk, force: false });
        // Whatever is refused after the kill was refused before it, too.
        expect(before.refusals.map((one) => one.path)).toEqual(
          expect.arrayContaining(next.refusals.map((one) => one.path)),
        );
      }),
    );
  });

  it('refuses two paths that are one file where case does not count', () => {
    const artifacts = ['a/X.yml', 'a/x.yml'].map((one) => ({ path: one, content: 'x\n', from: 'item' }));
    const plan = planWrites({
      artifacts: hashed(artifacts),
      spec: 'spec',
      madeFrom: undefined,
      manifest: new Map(),
      journal: new Map(),
      disk: new Map(),
      inScope: () => true,
      force: true,
    });
    expect(plan.refusals).toEqual([{ path: 'a/x.yml', reason: { kind: 'collision', other: 'a/X.yml' } }]);
  });
});
