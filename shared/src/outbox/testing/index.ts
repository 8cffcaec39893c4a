export { anEvent, type Publishing, type Replica, startPublishing } from './publishing.ts';
