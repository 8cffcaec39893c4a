export { alertsPage } from './page.ts';
