import { type Findings, type Path, quote } from './findings.ts';
import type { Items } from './items.ts';
import type { Model } from './model.ts';
import type { Reference, ReferenceKind, Requirement } from './requirement.ts';
import type { ReferenceDocument, RequirementDocument } from './requirement-document.ts';

/** What a requirement can refer to, in words. */
const nouns: Readonly<Record<ReferenceKind, string>> = {
  metric: 'metric',
  alert: 'alert',
  experiment: 'experiment',
  receiver: 'receiver',
  severity: 'severity',
  logField: 'log field',
  logProfile: 'log profile',
  span: 'span',
  traceMode: 'trace mode',
};

/** Names that the document declares, those of items included that are so broken that the model lacks them. */
type DeclaredNames = Readonly<Record<'metric' | 'alert' | 'experiment', readonly string[]>>;

/** The names of everything that a requirement can refer to. */
function namesIn(
  model: Omit<Model, 'requirements'>,
  declared: DeclaredNames,
): Readonly<Record<ReferenceKind, readonly string[]>> {
  const names = (items: readonly { readonly name: string }[]): readonly string[] => items.map(({ name }) => name);
  const { logs, traces } = model;
  return {
    ...declared,
    receiver: names(model.receivers),
    severity: model.severities,
    logField: logs === undefined ? [] : [...Object.keys(logs.required), ...Object.keys(logs.contextual)],
    logProfile: Object.keys(logs?.profiles ?? {}),
    span: names(traces?.spans ?? []),
    traceMode: names(traces?.modes ?? []),
  };
}

/** The requirements, each checked for whether what holds it exists. */
export function resolveRequirements(
  findings: Findings,
  documents: Items<RequirementDocument>,
  model: Omit<Model, 'requirements'>,
  declared: DeclaredNames,
): readonly Requirement[] {
  const names = namesIn(model, declared);
  const seen = new Set<string>();
  return documents.good.map(([i, document]) => {
    const path: Path = ['requirements', i];
    const { section, text, heldBy = [], beyond, tests = [], gap, decision } = document;
    const key = `${section}\n${text}`;
    if (seen.has(key))
      findings.error('reference/duplicate-name', `the requirement ${quote(text)} occurs twice`, 'keep one of them', [
        ...path,
        'text',
      ]);
    seen.add(key);
    if (heldBy.length === 0 && beyond === undefined) {
      const help = 'name the items of the spec in `heldBy`, or say in `beyond` why there are none';
      findings.error('requirement/not-held', `nothing holds the requirement ${quote(text)}`, help, path);
    }
    if ((gap === undefined) !== (decision === undefined)) {
      const [there, other] = gap === undefined ? ['decision', 'gap'] : ['gap', 'decision'];
      findings.error('requirement/half-decided', `\`${there}\` needs \`${other}\``, `add \`${other}\``, [
        ...path,
        there,
      ]);
    }
    return {
      section,
      text,
      heldBy: heldBy.map((reference, k) => resolveReference(findings, names, reference, [...path, 'heldBy', k])),
      tests,
      ...(beyond === undefined ? {} : { beyond }),
      ...(gap === undefined ? {} : { gap }),
      ...(decision === undefined ? {} : { decision }),
    };
  });
}

function resolveReference(
  findings: Findings,
  names: Readonly<Record<ReferenceKind, readonly string[]>>,
  document: ReferenceDocument,
  path: Path,
): Reference {
  // Every reference has exactly one key.
  const [entry] = Object.entries(document) as [ReferenceKind, string][];
  const [kind, name]: readonly [ReferenceKind, string] = entry ?? ['metric', ''];
  if (!names[kind].includes(name)) {
    const noun = nouns[kind];
    const code = `reference/unknown-${noun.replaceAll(' ', '-')}`;
    findings.error(code, `there is no ${noun} ${quote(name)}`, findings.suggest(name, names[kind]), [...path, kind]);
  }
  return { kind, name };
}
