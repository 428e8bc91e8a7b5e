import type { DataColumn } from './DataColumn';

/** Rows as comma-separated values (RFC 4180), with a line of headings. */
export function toCsv<T>(
  columns: readonly DataColumn<T>[],
  rows: readonly T[],
): string {
  const lines = [
    columns.map(({ label, textUnit }) =>
      escape(textUnit ? `${label} (${textUnit})` : label),
    ),
    ...rows.map(row =>
      columns.map(column => escape((column.text ?? column.sortValue)?.(row))),
    ),
  ];
  return lines.map(cells => `${cells.join(',')}\r\n`).join('');
}

function escape(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  // A spreadsheet runs what begins like a formula, and names and tags are written by others.
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
