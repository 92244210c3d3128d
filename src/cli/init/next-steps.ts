import type { Colors } from '../reporters/colors.ts';

/** What the next steps depend on. */
export interface NextStepsInput {
  /** The folder, as the user would write it; `.` for the working directory. */
  readonly folder: string;
  readonly typescript: boolean;
  /** The `package.json` of the folder; `undefined` when there is none, or none that can be read. */
  readonly packageJson: unknown;
}

const wantedScripts = {
  monitoring: 'tocsin generate',
  'monitoring:check': 'tocsin check',
} as const;

function scriptsOf(packageJson: unknown): object {
  if (typeof packageJson !== 'object' || packageJson === null || !('scripts' in packageJson)) return {};
  return typeof packageJson.scripts === 'object' && packageJson.scripts !== null ? packageJson.scripts : {};
}

/** What to do after `tocsin init`, as commands to copy. Scripts that `package.json` already has are not suggested. */
export function nextSteps({ folder, typescript, packageJson }: NextStepsInput, colors: Colors): string {
  const scripts = scriptsOf(packageJson);
  const missing = Object.entries(wantedScripts).filter(([name]) => !Object.hasOwn(scripts, name));
  const steps: readonly (readonly [string, string])[] = [
    ...(folder === '.' ? [] : [[`cd ${folder}`, ''] as const]),
    ...(typescript ? [['npm install --save-dev tocsin', 'types for your editor'] as const] : []),
    ['npx tocsin generate', 'write ./output'],
    ['npx tocsin check', 'check the spec and the output'],
    ...(packageJson === undefined
      ? []
      : missing.map(([name, script]) => [`npm pkg set "scripts.${name}=${script}"`, ''] as const)),
  ];
  const lines = steps.map(
    ([command, what]) => `  ${what === '' ? command : `${command.padEnd(32)}${colors.dim(`# ${what}`)}`}`,
  );
  return `Next:\n${lines.join('\n')}\n`;
}
