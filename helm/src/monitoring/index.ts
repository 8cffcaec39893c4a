export { type Alert, readAlerts } from './alerts.ts';
export { dashboardQuestions } from './dashboard.ts';
export { type Figure, figuresOf } from './figures-of.ts';
