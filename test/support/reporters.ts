/** Where `TOCSIN_TEST_REPORTS` names a folder, the run also writes its result there as JSON: CI adds the results up. */
export function reporters(name: string) {
  const folder = process.env['TOCSIN_TEST_REPORTS'];
  return folder === undefined ? {} : { reporters: ['default', 'json'], outputFile: { json: `${folder}/${name}.json` } };
}
