import { spawnSync } from 'node:child_process';

export type RealProgram = 'promtool' | 'amtool' | 'prometheus' | 'prometheus-alertmanager';

/** CI sets it: a cross-check that cannot run is then a failure, not a skip. */
export const crossChecksAreMandatory = process.env['TOCSIN_REQUIRE_REAL_PROGRAMS'] === '1';

const found = new Map<RealProgram, boolean>();

/** Whether the program can be run here. Throws when it cannot and cross-checks are mandatory. */
export function hasProgram(program: RealProgram): boolean {
  let present = found.get(program);
  if (present === undefined) {
    present = spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
    found.set(program, present);
  }
  if (!present && crossChecksAreMandatory)
    throw new Error(`${program} is not installed, and cross-checks are mandatory`);
  return present;
}
