import type { Obstacle, Run } from '@reverb256/backstage-plugin-infra-common';

/** What is in the way of a change to a thing with which another run has to do. */
export const busyWith = (other: Run): Obstacle => ({
  code: 'busy',
  severity: 'block',
  message: `${other.actor} is just doing something to it: ${other.title}. Wait for its end, or cancel it.`,
});
