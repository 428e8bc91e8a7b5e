import { toGuestConfig } from './guest-config';

const GIB = 1024 ** 3;
const rowsOf = (config: Record<string, string>) =>
  Object.entries(config).map(([key, value]) => ({ key, value }));
const vm = (config: Record<string, string>) =>
  toGuestConfig('qemu', rowsOf(config));
const container = (config: Record<string, string>) =>
  toGuestConfig('lxc', rowsOf(config));

describe('the configuration of a virtual machine', () => {
  it('is read as people mean it', () => {
    const config = vm({
      name: 'web-1',
      description: 'Front%0Atwo',
      tags: 'prod;web',
      sockets: '2',
      cores: '4',
      cpu: 'x86-64-v2-AES,flags=+aes',
      memory: '4096',
      balloon: '0',
      machine: 'pc-q35-9.2,viommu=virtio',
      bios: 'ovmf',
      ostype: 'l26',
      boot: 'order=scsi0;ide2;net0',
      onboot: '1',
      agent: 'enabled=1,fstrim_cloned_disks=1',
      startup: 'order=2,up=30',
      scsihw: 'virtio-scsi-single',
      digest: 'abc',
      cpulimit: '0',
    });
    expect(config).toMatchObject({
      name: 'web-1',
      description: 'Front\ntwo',
      tags: ['prod', 'web'],
      sockets: 2,
      cores: 4,
      cpuType: 'x86-64-v2-AES',
      memoryBytes: 4 * GIB,
      minimumMemoryBytes: 0,
      machine: 'pc-q35-9.2',
      bios: 'ovmf',
      bootOrder: ['scsi0', 'ide2', 'net0'],
      startsOnBoot: true,
      startup: 'order=2,up=30',
      protected: false,
      agentEnabled: true,
      other: { scsihw: 'virtio-scsi-single' },
      pending: [],
    });
    expect(config.cpuLimit).toBeUndefined();
    expect(config.cloudInit).toBeUndefined();
  });

  it('has what Proxmox takes where nothing is set', () => {
    expect(vm({})).toMatchObject({
      sockets: 1,
      cores: 1,
      cpuType: 'kvm64',
      memoryBytes: GIB / 2,
      agentEnabled: false,
      startsOnBoot: false,
      bootOrder: [],
    });
  });

  it.each([
    [
      'scsi0',
      'local-lvm:vm-100-disk-0,size=32G,discard=on,iothread=1',
      {
        kind: 'disk',
        storage: 'local-lvm',
        volume: 'vm-100-disk-0',
        sizeBytes: 32 * GIB,
        inBackup: true,
        replicated: true,
        readOnly: false,
        options: { discard: 'on', iothread: '1' },
      },
    ],
    [
      'scsi10',
      'tank:vm-100-disk-1,backup=0,replicate=0,ro=1,size=528K',
      {
        kind: 'disk',
        inBackup: false,
        replicated: false,
        readOnly: true,
        sizeBytes: 528 * 1024,
        options: {},
      },
    ],
    [
      'ide2',
      'none,media=cdrom',
      { kind: 'cdrom', storage: undefined, volume: undefined, inBackup: false },
    ],
    [
      'ide2',
      'local:iso/debian-13.iso,media=cdrom,size=700M',
      { kind: 'cdrom', volume: 'iso/debian-13.iso', readOnly: true },
    ],
    [
      'ide3',
      'local-lvm:vm-100-cloudinit,media=cdrom',
      { kind: 'cloud-init', replicated: false },
    ],
    [
      'efidisk0',
      'local-lvm:vm-100-disk-2,efitype=4m,size=4M',
      { kind: 'efi', options: { efitype: '4m' } },
    ],
    ['tpmstate0', 'tank:vm-100-disk-3,size=4M', { kind: 'tpm' }],
    ['unused0', 'tank:vm-100-disk-9', { kind: 'unused', inBackup: false }],
    [
      'virtio1',
      '/dev/disk/by-id/ata-X,size=1T',
      {
        kind: 'disk',
        storage: undefined,
        volume: '/dev/disk/by-id/ata-X',
        sizeBytes: 1024 * GIB,
        replicated: false,
      },
    ],
    ['sata0', 'file=tank:x,size=nonsense', { sizeBytes: undefined }],
  ])('has the disk %s: %s', (key, line, disk) => {
    expect(vm({ [key]: line }).disks).toEqual([
      expect.objectContaining({ key, ...disk }),
    ]);
  });

  it('has disks in their natural order', () => {
    const line = 'tank:x,size=1G';
    const { disks } = vm({ scsi10: line, scsi2: line, ide0: line });
    expect(disks.map(disk => disk.key)).toEqual(['ide0', 'scsi2', 'scsi10']);
  });

  it('has networks, with the addresses that cloud-init sets', () => {
    const { networks, cloudInit, other } = vm({
      net0: 'virtio=BC:24:11:00:00:01,bridge=vmbr0,firewall=1,tag=40,queues=4',
      net1: 'e1000,bridge=vmbr1,link_down=1',
      ipconfig0: 'ip=10.0.0.5/24,gw=10.0.0.1,ip6=dhcp',
      ipconfig7: 'ip=dhcp',
    });
    expect(networks).toEqual([
      {
        key: 'net0',
        model: 'virtio',
        mac: 'BC:24:11:00:00:01',
        bridge: 'vmbr0',
        vlan: '40',
        firewall: true,
        linkDown: false,
        addresses: ['10.0.0.5/24', 'dhcp'],
        gateways: ['10.0.0.1'],
        options: { queues: '4' },
      },
      expect.objectContaining({
        key: 'net1',
        model: 'e1000',
        linkDown: true,
        firewall: false,
        addresses: [],
      }),
    ]);
    expect(cloudInit).toBeDefined();
    expect(other).toEqual({ ipconfig7: 'ip=dhcp' });
  });

  it('says of a password only that there is one, and of keys how many', () => {
    const config = toGuestConfig('qemu', [
      { key: 'ciuser', value: 'admin' },
      { key: 'cipassword', value: 'hunter2', pending: 'hunter3' },
      {
        key: 'sshkeys',
        value: 'ssh-ed25519%20AAAA%20a%0A%0Assh-rsa%20BBBB%20b%0A',
      },
      { key: 'nameserver', value: '10.0.0.2 10.0.0.3' },
      { key: 'searchdomain', value: 'example.com' },
      { key: 'cicustom', value: 'user=local:snippets/x.yaml' },
    ]);
    expect(config.cloudInit).toEqual({
      user: 'admin',
      hasPassword: true,
      sshKeys: 2,
      nameservers: ['10.0.0.2', '10.0.0.3'],
      searchDomain: 'example.com',
      custom: 'user=local:snippets/x.yaml',
    });
    expect(config.pending).toEqual([
      { key: 'cipassword', now: 'not shown', next: 'not shown' },
    ]);
    expect(JSON.stringify(config)).not.toMatch(/hunter/);
    expect(config.other).toEqual({});
  });

  it.each([
    ['args', '-object secret,id=s,data=hunter2'],
    ['smbios1', 'uuid=1,serial=hunter2'],
    ['hookscript', 'local:snippets/x.pl'],
    ['entrypoint', '/bin/run --password hunter2'],
    ['lxc.environment', 'TOKEN=hunter2'],
    ['what-is-yet-to-come', 'hunter2'],
  ])('says of %s only that it is set', (key, value) => {
    const config = toGuestConfig('qemu', [{ key, value, pending: 'hunter3' }]);
    expect(config.other).toEqual({ [key]: 'not shown' });
    expect(config.pending).toEqual([
      { key, now: 'not shown', next: 'not shown' },
    ]);
  });

  it.each([
    ['scsihw', 'virtio-scsi-single'],
    ['hostpci0', '0000:01:00,pcie=1'],
    ['numa', '1'],
    ['vga', 'std'],
  ])('tells what %s is', (key, value) => {
    expect(vm({ [key]: value }).other).toEqual({ [key]: value });
  });

  it.each([
    [{ boot: 'cdn', bootdisk: 'virtio0' }, ['virtio0', 'ide2', 'net0']],
    [{ boot: 'dc' }, ['ide2', 'scsi0']],
    [{}, ['scsi0', 'ide2', 'net0']],
    [{ boot: 'order=net0' }, ['net0']],
    [{ boot: 'legacy=n' }, ['net0']],
  ])('boots as %j says', (boot, order) => {
    const config = vm({
      ...boot,
      scsi0: 'tank:x,size=1G',
      ide2: 'none,media=cdrom',
      net0: 'virtio,bridge=vmbr0',
    });
    expect(config.bootOrder).toEqual(order);
  });

  it('tells what takes effect only later', () => {
    expect(
      toGuestConfig('qemu', [
        { key: 'cores', value: '2', pending: '4' },
        { key: 'net1', value: 'virtio,bridge=vmbr0', delete: 1 },
        { key: 'scsi9', pending: 'tank:y,size=1G' },
        { key: 'name', value: 'same', pending: 'same' },
      ]),
    ).toMatchObject({
      cores: 2,
      disks: [],
      networks: [{ key: 'net1' }],
      pending: [
        { key: 'cores', now: '2', next: '4' },
        { key: 'net1', now: 'virtio,bridge=vmbr0', next: undefined },
        { key: 'scsi9', now: undefined, next: 'tank:y,size=1G' },
      ],
    });
  });
});

describe('the configuration of a container', () => {
  it('is read as people mean it', () => {
    const config = container({
      hostname: 'dns',
      arch: 'amd64',
      cores: '2',
      memory: '1024',
      swap: '0',
      cpulimit: '1.5',
      unprivileged: '1',
      features: 'nesting=1,keyctl=0,mount=nfs;cifs',
      rootfs: 'local-lvm:vm-200-disk-0,size=8G',
      mp0: 'tank:subvol-200-disk-1,mp=/data,backup=1,size=10G',
      mp1: 'tank:subvol-200-disk-2,mp=/cache,size=1G',
      mp2: '/mnt/media,mp=/media,backup=1,ro=1',
      net0: 'name=eth0,bridge=vmbr0,hwaddr=BC:24:11:00:00:02,ip=10.0.0.6/24,gw=10.0.0.1,ip6=auto,type=veth',
      nameserver: '10.0.0.2',
      env: 'TOKEN=hunter2\0MODE=x',
    });
    expect(config).toMatchObject({
      name: 'dns',
      architecture: 'amd64',
      cores: 2,
      cpuLimit: 1.5,
      memoryBytes: GIB,
      swapBytes: 0,
      unprivileged: true,
      features: ['nesting', 'mount=nfs;cifs'],
      bootOrder: [],
      other: { env: 'TOKEN, MODE', nameserver: '10.0.0.2' },
    });
    expect(config.disks).toEqual([
      expect.objectContaining({
        key: 'mp0',
        kind: 'mount-point',
        mountedAt: '/data',
        inBackup: true,
      }),
      expect.objectContaining({ key: 'mp1', inBackup: false }),
      expect.objectContaining({
        key: 'mp2',
        volume: '/mnt/media',
        inBackup: false,
        replicated: false,
        readOnly: true,
      }),
      expect.objectContaining({
        key: 'rootfs',
        kind: 'root',
        mountedAt: '/',
        inBackup: true,
        replicated: true,
      }),
    ]);
    expect(config.networks).toEqual([
      {
        key: 'net0',
        model: 'eth0',
        mac: 'BC:24:11:00:00:02',
        bridge: 'vmbr0',
        firewall: false,
        linkDown: false,
        addresses: ['10.0.0.6/24', 'auto'],
        gateways: ['10.0.0.1'],
        options: { type: 'veth' },
      },
    ]);
    expect(config.agentEnabled).toBeUndefined();
  });
});
