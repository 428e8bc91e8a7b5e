import {
  timeframes,
  type Timeframe,
} from '@reverb256/backstage-plugin-proxmox-common';
import { z } from 'zod';

/** For so long a history is answered without asking again, in seconds: half of what it takes to get a new value, or less. */
export const historyFreshSeconds: Record<Timeframe, number> = {
  hour: 30,
  day: 60,
  week: 300,
  month: 900,
  year: 1800,
};

export const timeframeQuery = z.object({
  timeframe: z.enum(timeframes).default('hour').meta({
    description: 'How far back; the further, the longer each step',
  }),
});
