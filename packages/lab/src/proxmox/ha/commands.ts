import type { Affinity } from './affinity.ts';
import type { NodeRequests } from './node-requests.ts';
import { placesOf } from './selection.ts';
import type { Move, ServiceStatus } from './services.ts';

/** What was asked of a service, and waits for the master's next round. */
export type Command =
  | { sid: string; stop: number }
  | { sid: string; move: { how: Move; target: string } };

/** HA/Manager.pm queue_resource_motion: with it goes what is to be with it. */
function takeMove(
  sid: string,
  move: { how: Move; target: string },
  services: ReadonlyMap<string, ServiceStatus>,
  affinity: Affinity,
): void {
  const { target } = move;
  const { together, separate } = affinity.companions(sid);
  const isBlocked = separate.some(other =>
    placesOf(services.get(other)).includes(target),
  );
  if (isBlocked) return;
  for (const name of [sid, ...together]) {
    const service = services.get(name);
    if (service && !placesOf(service).includes(target)) {
      service.move = move;
      delete service.stop;
    }
  }
}

/** HA/Manager.pm update_crm_commands: they are remembered with their services. */
export function takeCommands(
  commands: Command[],
  services: ReadonlyMap<string, ServiceStatus>,
  nodes: NodeRequests,
  affinity: Affinity,
): void {
  for (const command of commands) {
    const service = services.get(command.sid);
    if (!service) continue;
    if ('stop' in command) {
      service.stop = command.stop;
      delete service.move;
      continue;
    }
    const { target } = command.move;
    if (nodes.state(target) !== 'online' || service.node === target) continue;
    takeMove(command.sid, command.move, services, affinity);
  }
}
