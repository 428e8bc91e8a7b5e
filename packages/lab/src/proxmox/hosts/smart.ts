import { hash, hashText } from '../../random.ts';
import type { Disk } from './disks.ts';

interface Attribute {
  id: string;
  name: string;
  flags: string;
  value: number;
  normalized: number;
  worst: number;
  threshold: number;
  fail: string;
  raw: string;
}

function attribute(
  id: number,
  name: string,
  value: number,
  raw: string,
  threshold = 0,
): Attribute {
  return {
    id: String(id).padStart(3, ' '),
    name,
    flags: '-O--CK',
    value,
    normalized: value,
    worst: value,
    threshold,
    fail: value <= threshold && threshold > 0 ? 'NOW' : '-',
    raw,
  };
}

/** What smartctl prints of an NVMe drive. */
function nvmeText(disk: Disk, hours: number, temperature: number): string {
  const left = typeof disk.wearout === 'number' ? disk.wearout : 100;
  const isCritical = disk.health !== 'PASSED';
  return [
    `SMART overall-health self-assessment test result: ${disk.health}`,
    '',
    'SMART/Health Information (NVMe Log 0x02)',
    `Critical Warning:                   ${isCritical ? '0x04' : '0x00'}`,
    `Temperature:                        ${temperature} Celsius`,
    'Available Spare:                    100%',
    'Available Spare Threshold:          10%',
    `Percentage Used:                    ${100 - left}%`,
    `Power On Hours:                     ${hours.toLocaleString('en')}`,
    `Media and Data Integrity Errors:    ${isCritical ? 214 : 0}`,
    '',
  ].join('\n');
}

/** pve-storage Diskmanage.pm get_smart_data: text of NVMe drives, a table of ATA's. */
export function smartOf(
  seed: number,
  node: string,
  disk: Disk,
  time: number,
): Record<string, unknown> {
  const { health, wearout, type } = disk;
  // A stick behind a USB bridge that passes nothing on.
  if (type === 'usb') return { health };
  const random = (stream: number) =>
    hash(seed, hashText(`${node}${disk.devpath}`), stream);
  const hours =
    Math.floor(9000 * (0.3 + random(1))) + Math.floor((time / 3600) % 10_000);
  const temperature = Math.floor(31 + 18 * random(2));
  if (type === 'nvme') {
    return {
      health,
      type: 'text',
      text: nvmeText(disk, hours, temperature),
      wearout,
    };
  }
  const isBad = health !== 'PASSED';
  const wear =
    typeof wearout === 'number'
      ? [attribute(231, 'SSD_Life_Left', wearout, String(100 - wearout), 10)]
      : [];
  return {
    health,
    type: 'ata',
    attributes: [
      attribute(
        5,
        'Reallocated_Sector_Ct',
        isBad ? 3 : 100,
        isBad ? '1872' : '0',
        10,
      ),
      attribute(9, 'Power_On_Hours', 95, String(hours)),
      attribute(
        12,
        'Power_Cycle_Count',
        99,
        String(Math.floor(40 * random(3)) + 8),
      ),
      attribute(
        187,
        'Reported_Uncorrect',
        isBad ? 1 : 100,
        isBad ? '339' : '0',
      ),
      attribute(
        194,
        'Temperature_Celsius',
        100 - temperature,
        String(temperature),
      ),
      attribute(197, 'Current_Pending_Sector', 100, isBad ? '96' : '0'),
      attribute(199, 'UDMA_CRC_Error_Count', 100, '0'),
      ...wear,
    ],
  };
}
