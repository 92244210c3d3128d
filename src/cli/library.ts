import { extname } from 'node:path';

const entry = new URL(`../index${extname(import.meta.url)}`, import.meta.url).href;

/** The module that specifications import as `tocsin`: this package's own, whether it is built or not. */
export const importLibrary = async (): Promise<object> => (await import(entry)) as object;
