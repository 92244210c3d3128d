import { describe, expect, it } from 'vitest';
import { wantsColors } from '../../../src/cli/reporters/colors.ts';

const stream = (isTty: boolean) => ({ write: () => {}, isTty });

describe('wantsColors', () => {
  it.each([
    { tty: true, env: {}, colors: true },
    { tty: false, env: {}, colors: false },
    { tty: true, env: { NO_COLOR: '1' }, colors: false },
    { tty: true, env: { NO_COLOR: '0' }, colors: false },
    { tty: true, env: { NO_COLOR: '' }, colors: true },
    { tty: true, env: { TERM: 'dumb' }, colors: false },
    { tty: false, env: { FORCE_COLOR: '1' }, colors: true },
    { tty: false, env: { FORCE_COLOR: '3', NO_COLOR: '1' }, colors: true },
    { tty: true, env: { FORCE_COLOR: '0' }, colors: false },
    { tty: true, env: { FORCE_COLOR: 'false' }, colors: false },
    { tty: false, env: { FORCE_COLOR: '' }, colors: false },
  ])('is $colors with $env, terminal: $tty', ({ tty, env, colors }) => {
    expect(wantsColors(stream(tty), env)).toBe(colors);
  });
});
