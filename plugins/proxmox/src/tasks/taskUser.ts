import type { ProxmoxTask } from '@reverb256/backstage-plugin-proxmox-common';

/** Who began a task: `ctrl@pve (token operate)`. */
export const taskUser = ({ user, token }: ProxmoxTask): string =>
  token ? `${user} (token ${token})` : user;
