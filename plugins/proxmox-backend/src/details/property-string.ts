/**
 * Takes a property string of Proxmox apart: `local-lvm:vm-100-disk-0,size=32G,discard=on`. A part without a name, which
 * only the first may be, is the value of the property that needs no name.
 *
 * @param unnamed - what that one is called
 */
export function parseProperties(
  text: string,
  unnamed: string,
): Record<string, string> {
  const properties: Record<string, string> = {};
  text.split(',').forEach((part, index) => {
    const at = part.indexOf('=');
    if (at > 0) properties[part.slice(0, at).trim()] = part.slice(at + 1);
    else if (part && index === 0) properties[unnamed] = part;
  });
  return properties;
}

const UNITS: Record<string, number> = {
  '': 1,
  K: 1024,
  M: 1024 ** 2,
  G: 1024 ** 3,
  T: 1024 ** 4,
};

/** A size as Proxmox writes it, `32G` or `528K`, in bytes; undefined for what is none. */
export function parseSize(text: string | undefined): number | undefined {
  const match = /^(\d+(?:\.\d+)?)([KMGT]?)$/.exec(text ?? '');
  return match ? Math.round(Number(match[1]) * UNITS[match[2]]) : undefined;
}

/** What Proxmox takes for true. */
export const isOn = (text: string | undefined): boolean =>
  /^(1|on|yes|true)$/i.test(text ?? '');

/** A storage's volume, `local-lvm:vm-100-disk-0`, apart; a path of the node has no storage. */
export function parseVolume(text: string): {
  storage?: string;
  volume: string;
} {
  const match = /^([A-Za-z][\w.-]*):(.+)$/.exec(text);
  return match ? { storage: match[1], volume: match[2] } : { volume: text };
}
