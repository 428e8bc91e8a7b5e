import type { GuestNetwork } from '@reverb256/backstage-plugin-proxmox-common';
import { isOn, parseProperties } from './property-string';

const MAC = /^([0-9A-F]{2}:){5}[0-9A-F]{2}$/i;

const present = (...texts: (string | undefined)[]) =>
  texts.flatMap(text => (text ? [text] : []));

/** Of a virtual machine the model comes first, with the address as its value: `virtio=BC:24:11:…,bridge=vmbr0`. */
function modelOf(properties: Record<string, string>): {
  model?: string;
  mac?: string;
  rest: Record<string, string>;
} {
  const { model, macaddr, hwaddr, name, ...others } = properties;
  const known = macaddr ?? hwaddr;
  if (model ?? name) {
    return { model: model ?? name, mac: known, rest: others };
  }
  const first = Object.entries(others).find(([, value]) => MAC.test(value));
  if (!first) return { mac: known, rest: others };
  const { [first[0]]: mac, ...rest } = others;
  return { model: first[0], mac, rest };
}

/**
 * One network interface, from its line of the configuration.
 *
 * @param cloudInit - the line `ipconfigN` of the same number, by which cloud-init sets its addresses
 */
export function toGuestNetwork(
  key: string,
  line: string,
  cloudInit?: string,
): GuestNetwork {
  const { model, mac, rest } = modelOf(parseProperties(line, 'model'));
  const {
    bridge,
    tag,
    firewall,
    link_down: linkDown,
    ip,
    ip6,
    gw,
    gw6,
    ...options
  } = rest;
  const set = parseProperties(cloudInit ?? '', 'ip');
  return {
    key,
    model,
    mac,
    bridge,
    vlan: tag,
    firewall: isOn(firewall),
    linkDown: isOn(linkDown),
    addresses: present(ip ?? set.ip, ip6 ?? set.ip6),
    gateways: present(gw ?? set.gw, gw6 ?? set.gw6),
    options,
  };
}
