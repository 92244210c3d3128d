import { spawn } from 'node:child_process';

/** What `amtool config routes test` answers for label sets: receivers, by the order of the sets; two processes at a time. */
export async function amtoolRoutes(
  config: string,
  labelSets: readonly Readonly<Record<string, string>>[],
): Promise<readonly (readonly string[])[]> {
  const answers: (readonly string[])[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let i = next++; i < labelSets.length; i = next++) {
      const args = Object.entries(labelSets[i] ?? {}).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
      answers[i] = await run(['config', 'routes', 'test', `--config.file=${config}`, ...args]);
    }
  };
  await Promise.all([work(), work()]);
  return answers;
}

function run(args: readonly string[]): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn('amtool', args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let [output, errors] = ['', ''];
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString();
    });
    child.stderr.on('data', (data: Buffer) => {
      errors += data.toString();
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(output.trim().split(','));
      else reject(new Error(errors));
    });
  });
}
