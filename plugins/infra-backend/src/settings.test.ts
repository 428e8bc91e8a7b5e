import { ConfigReader } from '@backstage/config';
import { readInfraSettings } from './settings';

const read = (infra?: object) =>
  readInfraSettings(new ConfigReader(infra ? { infra: { ...infra } } : {}));

describe('readInfraSettings', () => {
  it('has defaults, and leaves alone what is not its own', () => {
    const defaults = {
      plugins: ['proxmox'],
      notifications: { fallback: 'group:default/platform-operators' },
    };
    expect(read()).toEqual(defaults);
    expect(read({ banner: { text: 'Lab' } })).toEqual(defaults);
  });

  it('takes what is given', () => {
    expect(
      read({
        plugins: ['proxmox', 'vault'],
        notifications: { fallback: 'Group:ops' },
      }),
    ).toEqual({
      plugins: ['proxmox', 'vault'],
      notifications: { fallback: 'group:default/ops' },
    });
  });

  it.each([
    [{ plugins: ['../x'] }, 'infra.plugins.0: is not a plugin id'],
    [
      { plugins: ['infra'] },
      'infra.plugins.0: infra asks the others, and not itself',
    ],
    [
      { plugins: ['proxmox', 'proxmox'] },
      'infra.plugins: names the same plugin twice',
    ],
    [
      { notifications: { fallback: 'ops' } },
      'infra.notifications.fallback: is not an entity ref',
    ],
  ])('refuses %j', (infra, message) => {
    expect(() => read(infra)).toThrow(message);
  });
});
