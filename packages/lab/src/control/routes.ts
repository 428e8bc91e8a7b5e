import { z } from 'zod';
import type { ControlContext } from './server.ts';

export interface ControlRoute {
  method: 'GET' | 'POST';
  path: string;
  what: string;
  example?: unknown;
  input: z.ZodType;
  run(input: unknown): unknown;
}

/** Ties the type of a route's input to its schema. */
export function route<T>(definition: {
  method?: 'GET' | 'POST';
  path: string;
  what: string;
  example?: unknown;
  input: z.ZodType<T>;
  run(input: T): unknown;
}): ControlRoute {
  return {
    method: 'POST',
    ...definition,
    run: input => definition.run(input as T),
  };
}

export const nothing = z.strictObject({});

export function labRoutes({ clock, proxmox }: ControlContext): ControlRoute[] {
  const time = () => ({ now: new Date(clock.now()).toISOString() });
  return [
    route({
      method: 'GET',
      path: '/clock',
      what: 'The lab time.',
      input: nothing,
      run: time,
    }),
    route({
      path: '/clock/advance',
      what: 'Moves the lab time forward: values move every 10 s, those of a dead node expire after 300 s.',
      example: { seconds: 10 },
      input: z.strictObject({ seconds: z.number().positive() }),
      run: ({ seconds }) => {
        clock.advance(seconds);
        proxmox?.cluster.settle();
        return time();
      },
    }),
    route({
      path: '/reset',
      what: 'Everything back to the seed: time, nodes, guests, faults, tokens, certificates, counters.',
      input: nothing,
      run: async () => {
        clock.reset();
        await proxmox?.reset();
        proxmox?.counters.reset();
      },
    }),
  ];
}
