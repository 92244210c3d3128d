import { isHostAndPort } from './addresses.ts';
import { type Declared, declared, refuseDuplicateItems, refuseDuplicates } from './declared.ts';
import type { JobDocument } from './document.ts';
import { type Findings, type Path, quote } from './findings.ts';
import type { Items } from './items.ts';
import type { Job } from './model.ts';
import { checkName } from './names.ts';
import { refuseTemplate } from './plain-text.ts';

/** The jobs by name; faults are reported, and the job is there all the same. */
export function resolveJobs(findings: Findings, documents: Items<JobDocument>): Declared<Job> {
  refuseDuplicateItems(findings, 'job', documents.good, (i) => ['jobs', i, 'name']);
  if (documents.good.length + documents.broken.length === 0) {
    const help = 'declare the processes whose metrics are scraped';
    findings.error('shape/empty', '`jobs` is empty', help, ['jobs']);
  }
  return declared(documents, (job, i) => resolveJob(findings, job, ['jobs', i]));
}

function resolveJob(findings: Findings, job: JobDocument, path: Path): Job {
  const { name, targets, metricsPath = '/metrics', description = '' } = job;
  checkName(findings, 'job', name, [...path, 'name']);
  refuseTemplate(findings, description, [...path, 'description']);
  if (targets.length === 0)
    findings.error('shape/empty', `the job ${quote(name)} has no targets`, 'write `host:port` of each', [
      ...path,
      'targets',
    ]);
  targets.forEach((target, i) => {
    if (isHostAndPort(target)) return;
    const help = 'write it as `host:port`, without scheme and path: `localhost:9090`';
    findings.error('routing/bad-address', `${quote(target)} is not the address of a target`, help, [
      ...path,
      'targets',
      i,
    ]);
  });
  refuseDuplicates(findings, 'target', targets, (i) => [...path, 'targets', i]);
  if (!/^\/[^\s{}#]*$/.test(metricsPath)) {
    const help = 'write a path that starts with `/`, such as `/metrics`';
    findings.error('routing/bad-address', `${quote(metricsPath)} is not a path`, help, [...path, 'metricsPath']);
  }
  return { name, targets, metricsPath, description };
}
