import { z } from 'zod';

/*
 * Perl does not tell numbers from strings: depending on how a value came about, the API answers 5, "5", or null for
 * one and the same field. What can only mean one thing is taken for it.
 */

const absent = (value: unknown) => (value === null ? undefined : value);

const toNumber = (value: unknown) =>
  typeof value === 'string' && value.trim() !== '' ? Number(value) : value;

/** Text, or nothing. */
export const text = z.preprocess(
  value => (typeof value === 'number' ? String(value) : absent(value)),
  z.string().optional(),
);

/** A finite number, or nothing. */
export const number = z.preprocess(
  value => toNumber(absent(value)),
  z.number().optional(),
);

/** 1 or 0, or nothing. */
export const flag = z.preprocess(value => {
  if (value === 1 || value === '1') return true;
  if (value === 0 || value === '0' || value === '') return false;
  return absent(value);
}, z.boolean().optional());
