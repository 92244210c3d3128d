import type { Alert } from '../model/model.ts';

/** Whether a text of the alert shows its value: then a test notices any other value, and not only whether it fires. */
export const showsValue = ({ summary, description }: Alert): boolean =>
  [...summary, ...description].some(({ kind }) => kind === 'value');
