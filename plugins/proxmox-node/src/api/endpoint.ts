import { z } from 'zod';
import { coercionTo } from './coerce';

/** One method of the API as the client uses it. */
export interface Endpoint<T = unknown> {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With `{node}` for what is filled in. */
  path: string;
  /** Those sent besides the ones in the path, each with a value such as is sent. */
  parameters: Record<string, string>;
  response: z.ZodType<T>;
  /** What an answer's `data` goes through before the schema. */
  coerce(data: unknown): unknown;
}

/** One that needs no other. */
export function endpoint<T>(
  method: Endpoint['method'],
  path: string,
  parameters: Record<string, string>,
  response: z.ZodType<T>,
): Endpoint<T> {
  return { method, path, parameters, response, coerce: coercionTo(response) };
}

/** What reads. */
export const read = <T>(
  path: string,
  response: z.ZodType<T>,
  parameters: Record<string, string> = {},
) => endpoint('GET', path, parameters, response);

/** What begins a task answers its UPID. */
export const begin = (path: string, parameters: Record<string, string> = {}) =>
  endpoint('POST', path, parameters, z.string());
