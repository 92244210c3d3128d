/**
 * A dashboard file read without trust: whatever has the expected type is there, the rest is left out. What is wrong
 * with the shape is for the schema to say.
 */
export interface DashboardView {
  readonly uid: string;
  /** All panels but rows, those of collapsed rows included. */
  readonly panels: readonly PanelView[];
  /** Rows and panels, by who lies beside whom: the dashboard itself first, then each collapsed row. */
  readonly surfaces: readonly (readonly Placed[])[];
  readonly variables: readonly VariableView[];
  /** The queries of the annotations. */
  readonly annotations: readonly Text[];
  readonly links: readonly Text[];
  /** Uids of all data sources that anything on the dashboard reads. */
  readonly datasources: readonly Text[];
}

export type Path = readonly (string | number)[];

/** A text of the file, and where it stands. */
export interface Text {
  readonly text: string;
  readonly path: Path;
}

/** What takes up room on the grid. */
export interface Placed {
  readonly id: number | undefined;
  readonly path: Path;
  readonly grid: { readonly x: number; readonly y: number; readonly w: number; readonly h: number } | undefined;
}

export interface PanelView extends Placed {
  readonly type: string;
  readonly title: Text;
  readonly description: Text;
  readonly queries: readonly QueryView[];
  readonly thresholds: readonly ThresholdsView[];
  readonly links: readonly Text[];
}

export interface QueryView {
  readonly refId: Text;
  readonly expr: Text;
  readonly legend: Text;
  readonly isPromql: boolean;
}

export interface ThresholdsView {
  readonly path: Path;
  readonly steps: readonly { readonly value: number | null; readonly color: string }[];
}

export interface VariableView {
  readonly name: string;
  readonly type: string;
  readonly query: Text;
  readonly path: Path;
}

type Json = unknown;

const isObject = (value: Json): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function get(value: Json, ...path: readonly (string | number)[]): Json {
  let at = value;
  for (const key of path) {
    at = Array.isArray(at) ? at[Number(key)] : isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  }
  return at;
}

interface Item {
  readonly value: Json;
  readonly path: Path;
}

/** The members of the list at `path` below an item. */
function items({ value, path }: Item, ...keys: readonly (string | number)[]): readonly Item[] {
  const list = get(value, ...keys);
  return Array.isArray(list) ? list.map((member, i) => ({ value: member, path: [...path, ...keys, i] })) : [];
}

function textAt({ value, path }: Item, ...keys: readonly (string | number)[]): Text {
  const found = get(value, ...keys);
  return { text: typeof found === 'string' ? found : '', path: [...path, ...keys] };
}

const textsAt = (item: Item, ...keys: readonly (string | number)[]): readonly Text[] =>
  typeof get(item.value, ...keys) === 'string' ? [textAt(item, ...keys)] : [];

const numberAt = ({ value }: Item, ...keys: readonly (string | number)[]): number | undefined => {
  const found = get(value, ...keys);
  return typeof found === 'number' ? found : undefined;
};

function placed(item: Item): Placed {
  const [x, y, w, h] = ['x', 'y', 'w', 'h'].map((key) => numberAt(item, 'gridPos', key));
  const complete = x !== undefined && y !== undefined && w !== undefined && h !== undefined;
  return { id: numberAt(item, 'id'), path: item.path, grid: complete ? { x, y, w, h } : undefined };
}

function thresholdsView(item: Item, ...keys: readonly (string | number)[]): readonly ThresholdsView[] {
  const steps = items(item, ...keys, 'steps').flatMap((step) => {
    const value = get(step.value, 'value');
    return value === null || typeof value === 'number' ? [{ value, color: textAt(step, 'color').text }] : [];
  });
  return steps.length === 0 ? [] : [{ path: [...item.path, ...keys], steps }];
}

function queryView(panel: Item, target: Item): QueryView {
  const own = textAt(target, 'datasource', 'type').text;
  const type = own === '' ? textAt(panel, 'datasource', 'type').text : own;
  return {
    refId: textAt(target, 'refId'),
    expr: textAt(target, 'expr'),
    legend: textAt(target, 'legendFormat'),
    isPromql: type === 'prometheus',
  };
}

function panelView(panel: Item): PanelView {
  const targets = items(panel, 'targets');
  const properties = items(panel, 'fieldConfig', 'overrides').flatMap((override) => items(override, 'properties'));
  const overridden = (id: string): readonly Item[] => properties.filter((one) => textAt(one, 'id').text === id);
  return {
    ...placed(panel),
    type: textAt(panel, 'type').text,
    title: textAt(panel, 'title'),
    description: textAt(panel, 'description'),
    queries: targets.map((target) => queryView(panel, target)),
    thresholds: [
      ...thresholdsView(panel, 'fieldConfig', 'defaults', 'thresholds'),
      ...overridden('thresholds').flatMap((one) => thresholdsView(one, 'value')),
    ],
    links: [...items(panel, 'links'), ...overridden('links').flatMap((one) => items(one, 'value'))].flatMap((link) =>
      textsAt(link, 'url'),
    ),
  };
}

function variableView(variable: Item): VariableView {
  const query = get(variable.value, 'query');
  return {
    name: textAt(variable, 'name').text,
    type: textAt(variable, 'type').text,
    query: typeof query === 'string' ? textAt(variable, 'query') : textAt(variable, 'query', 'query'),
    path: variable.path,
  };
}

/** Reads a parsed dashboard file; never fails. */
export function dashboardView(json: Json): DashboardView {
  const root: Item = { value: json, path: [] };
  const top = items(root, 'panels');
  const isRow = (item: Item): boolean => textAt(item, 'type').text === 'row';
  const nested = top.filter(isRow).map((row) => items(row, 'panels'));
  const panels = [...top.filter((item) => !isRow(item)), ...nested.flat()];
  const variables = items(root, 'templating', 'list');
  const annotations = items(root, 'annotations', 'list');
  const readers = [...variables, ...annotations, ...panels.flatMap((panel) => [panel, ...items(panel, 'targets')])];
  return {
    uid: textAt(root, 'uid').text,
    panels: panels.map(panelView),
    surfaces: [top, ...nested].map((surface) => surface.map(placed)),
    variables: variables.map(variableView),
    annotations: annotations.map((annotation) => textAt(annotation, 'expr')),
    links: items(root, 'links').flatMap((link) => textsAt(link, 'url')),
    datasources: readers.flatMap((reader) => textsAt(reader, 'datasource', 'uid')),
  };
}
