import type { Page } from '../plan/page.ts';
import { drawPage } from './draw-page.ts';
import { finishDashboard } from './finish.ts';

/** The JSON of a page. Importing this loads the SDK, so import it only when there is something to draw. */
export const pageJson = (page: Page): string => finishDashboard(drawPage(page));
