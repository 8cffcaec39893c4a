export { EndedSessions, tokenLifetimeSeconds } from './ended-sessions.ts';
export { type FollowedSessions, followEndedSessions } from './follow-ended-sessions.ts';
