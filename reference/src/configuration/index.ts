export { configurationPage } from './page.ts';
export { environments } from './services.ts';
export { variablesOf } from './variables.ts';
