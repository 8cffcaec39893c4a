// The one thing that a person wants to hear.

/** `done`: nothing is left to do. `going on`: it goes on by itself, or waits for its customer. `stuck`: somebody has to do something. */
export type Conclusion = { state: 'done' | 'going on' | 'stuck'; headline: string; next: string };

export const done = (headline: string, next = 'Nothing to do.'): Conclusion => ({ state: 'done', headline, next });
export const goingOn = (headline: string, next: string): Conclusion => ({ state: 'going on', headline, next });
export const stuck = (headline: string, next: string): Conclusion => ({ state: 'stuck', headline, next });
