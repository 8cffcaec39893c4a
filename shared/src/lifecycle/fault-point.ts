// Lets a test kill the process at an exact step, to show what a crash there leaves behind.

/**
 * Marks a step at which a crash must do no harm. Does nothing, unless `PAIDONCE_FAULT_POINT` names it: `name` kills the process (SIGKILL)
 * the first time it is reached, `name:3` the third time. Never armed in production.
 */
export const faultPoint: (name: string) => void = armed(process.env);

function armed(environment: NodeJS.ProcessEnv): (name: string) => void {
  const wanted = environment.PAIDONCE_FAULT_POINT;
  if (!wanted || environment.NODE_ENV === 'production') return () => {};
  const [target, times = '1'] = wanted.split(':');
  let left = Number(times);
  return (name) => {
    if (name !== target) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  };
}
