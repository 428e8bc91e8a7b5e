/** Who asks, in the order of the table's columns. */
export const CALLERS = [
  'nobody',
  'stranger',
  'viewer',
  'operator',
  'admin',
  'machine viewer',
  'machine operator',
  'machine admin',
] as const;

/** Somebody, or something, with or without a role. */
export type Caller = (typeof CALLERS)[number];

/** What each caller gets, by what is asked for: `get /api/proxmox/v1/heads`, or the id of a tool. */
export type Table = Record<string, Record<Caller, string>>;

/**
 * Reads a table as text: a row a line, first what is asked for, then a word for each caller. Lines that begin with `#`
 * are headings.
 *
 * @throws TypeError for a row that has too few or too many words, or is there twice
 */
export function parseTable(text: string): Table {
  const table: Table = {};
  for (const line of text.split('\n')) {
    if (!line.trim() || line.trim().startsWith('#')) continue;
    const words = line.split(/[\s|]+/).filter(Boolean);
    const cells = words.slice(-CALLERS.length);
    const asked = words.slice(0, -CALLERS.length).join(' ');
    const isWhole = cells.every(cell => /^(yes|hidden|401|403)$/.test(cell));
    if (!asked || !isWhole || table[asked]) {
      throw new TypeError(`Not a row of the matrix, or one too many: ${line}`);
    }
    table[asked] = Object.fromEntries(
      CALLERS.map((caller, index) => [caller, cells[index]]),
    ) as Table[string];
  }
  return table;
}

/** What is not in the table and should be, and what is and should not: a line each. */
export function gaps(table: Table, actual: readonly string[]): string[] {
  const rows = Object.keys(table);
  return [
    ...actual
      .filter(asked => !rows.includes(asked))
      .map(asked => `${asked} is not in the matrix`),
    ...rows
      .filter(asked => !actual.includes(asked))
      .map(asked => `The matrix has ${asked}, which does not exist`),
  ];
}

/** In which cells two tables differ: a line each. */
export function wrongCells(table: Table, actual: Table): string[] {
  return Object.entries(table).flatMap(([asked, cells]) =>
    CALLERS.filter(caller => actual[asked]?.[caller] !== cells[caller]).map(
      caller =>
        `${asked}, ${caller}: ${actual[asked]?.[caller]} instead of ${cells[caller]}`,
    ),
  );
}
