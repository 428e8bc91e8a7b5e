/** What a task's log says of how far it is. */
export interface TaskProgress {
  /** Of the part that is worked on just now, 0 to 1. */
  fraction: number;
  /** What that part is, in a few words. */
  part: string;
}

/** A disk that is copied: `drive-scsi0: transferred 1.5 GiB of 32.0 GiB (4.69%) in 10s`. */
const DISK = /^(?:drive-)?(\S+): transferred .*\((\d+(?:\.\d+)?)%\)/;
/** The memory that is moved: `migration active, transferred 1.2 GiB of 8.0 GiB VM-state, 110.0 MiB/s`. */
const MEMORY =
  /migration active, transferred (\S+ [KMGT]?i?B) of (\S+ [KMGT]?i?B) VM-state/;
/** `dd` and `pv`, of containers: ` 42% [====>  ]`. */
const PERCENT = /(?:^|\s)(\d{1,3}(?:\.\d+)?) ?%(?:\s|$|,|\))/;

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

function bytes(text: string): number {
  const [number, unit] = text.split(' ');
  return Number(number) * 1024 ** UNITS.indexOf(unit);
}

/** A migration's lines begin with a time. */
const withoutTime = (line: string) =>
  line.replace(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} /, '');

function progressOf(line: string): TaskProgress | undefined {
  const text = withoutTime(line);
  const disk = DISK.exec(text);
  if (disk) return { fraction: Number(disk[2]) / 100, part: `disk ${disk[1]}` };
  const memory = MEMORY.exec(text);
  if (memory) {
    return { fraction: bytes(memory[1]) / bytes(memory[2]), part: 'memory' };
  }
  const percent = PERCENT.exec(text);
  return percent
    ? { fraction: Number(percent[1]) / 100, part: 'data' }
    : undefined;
}

/** The last progress that lines of a task's log tell; undefined where they tell none. Pure. */
export function lastProgress(
  lines: readonly string[],
): TaskProgress | undefined {
  for (const line of [...lines].reverse()) {
    const found = progressOf(line);
    // Memory that is written to while it moves is moved again: more than all of it.
    if (found && Number.isFinite(found.fraction)) {
      return { ...found, fraction: Math.min(1, Math.max(0, found.fraction)) };
    }
  }
  return undefined;
}
