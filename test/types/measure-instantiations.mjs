// Type-checks projects and prints what that cost, one line of JSON for each. A process of its own, so that neither the
// memory nor the caches of the test runner count. Usage: node measure-instantiations.mjs FOLDER...
import ts from 'typescript';

/** Parsing is not what is measured: the projects share the sources that they have in common. */
const parsed = new Map();

for (const folder of process.argv.slice(2)) console.log(JSON.stringify(costOf(folder)));

function costOf(folder) {
  const { config, error } = ts.readConfigFile(`${folder}/tsconfig.json`, ts.sys.readFile);
  if (error !== undefined) throw new Error(ts.flattenDiagnosticMessageText(error.messageText, '\n'));
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (name, ...rest) => {
    if (!parsed.has(name)) parsed.set(name, getSourceFile(name, ...rest));
    return parsed.get(name);
  };
  const program = ts.createProgram(fileNames, options, host);
  const errors = ts.getPreEmitDiagnostics(program);
  return {
    version: ts.version,
    files: fileNames.length,
    errors: errors.slice(0, 3).map((diagnostic) => ts.formatDiagnostic(diagnostic, host)),
    instantiations: program.getInstantiationCount(),
  };
}
