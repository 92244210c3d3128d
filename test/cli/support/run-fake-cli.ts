import { main } from '../../../src/cli/main.ts';
import { fakeDependencies } from './fake-dependencies.ts';

/** The command in a process of its own, with the fake generators. */
const stream = (to: NodeJS.WriteStream) => ({ write: (text: string) => void to.write(text), isTty: false });

main(
  process.argv.slice(2),
  {
    stdout: stream(process.stdout),
    stderr: stream(process.stderr),
    cwd: process.cwd(),
    env: process.env,
    now: () => performance.now(),
  },
  fakeDependencies(),
).then((exitCode) => {
  process.exitCode = exitCode;
});
