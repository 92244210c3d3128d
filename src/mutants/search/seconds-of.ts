/** The seconds of a window or a step; a minute where only an evaluation could tell. */
export const secondsOf = (range: { readonly kind: string; readonly seconds?: number }): number => range.seconds ?? 60;
