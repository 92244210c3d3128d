import type { Scale } from './axis.ts';

/** The drawing that lanes and panels share; lengths in the units of the view box. */
export interface Frame {
  readonly x: Scale;
  /** Where the labels of lanes end, and where the drawing does. */
  readonly left: number;
  readonly right: number;
  /** Names of patterns must be unique in the page. */
  readonly id: string;
}

/** A part of a chart, drawn from y = 0 on. */
export interface Part {
  readonly height: number;
  readonly svg: string;
}

export const chartWidth = 1000;
export const gutter = 236;
export const margin = 18;
export const laneHeight = 30;

/** A label in the gutter; the middle of its text is at `y`. */
export const gutterLabel = (text: string, y: number, className = 'label'): string =>
  `<text class="${className}" x="${gutter - 12}" y="${y}" text-anchor="end" dominant-baseline="middle">${text}</text>`;
