import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Material beside the checkout that tests read when it is there. It is not part of the project. */
export const corpora = fileURLToPath(new URL('../../../shared/corpora', import.meta.url));

export const hasCorpora = existsSync(corpora);
