import type {
  BackstageCredentials,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { Permission } from '@backstage/plugin-permission-common';
import type { Request, Response } from 'express';
import type { z } from 'zod';

/** What a route's handler is given: everything parsed, the caller authenticated and permitted. @public */
export interface RouteInput<
  P extends z.ZodObject = z.ZodObject,
  Q extends z.ZodObject = z.ZodObject,
  B extends z.ZodType = z.ZodType,
> {
  params: z.output<P>;
  query: z.output<Q>;
  body: z.output<B>;
  credentials: BackstageCredentials;
  request: Request;
  /** Only for headers, and for an answer that is sent by the handler itself. */
  response: Response;
}

/**
 * One route: the handler, what it takes and answers, and who may call it, in one place, so that the OpenAPI document,
 * the validation and the permission matrix cannot differ from what runs.
 *
 * @public
 */
export interface Route {
  method: 'get' | 'post' | 'put' | 'delete';
  /** Under `/api/<plugin id>`, with parameters in braces: `/v1/snapshots/{kind}`. */
  path: string;
  /** What it does, as a sentence without an end. */
  summary: string;
  /** Whoever lacks it gets 403. For a resource permission it is the handler that decides about each resource. */
  permission: Permission;
  /** The handler asks for the permission by itself, since it has more to do about a refusal than to answer it. */
  decides?: boolean;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  response: z.ZodType;
  /** Of a success; 200 if not given. */
  status?: number;
  handler(input: RouteInput): Promise<unknown>;
}

/** What every router of ours needs. @public */
export interface RouterServices {
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
}

/**
 * Keeps a route's types together: what `params`, `query` and `body` parse to is what the handler is given.
 *
 * @public
 */
export function defineRoute<
  P extends z.ZodObject,
  Q extends z.ZodObject,
  B extends z.ZodType,
  R extends z.ZodType,
>(
  route: Omit<Route, 'params' | 'query' | 'body' | 'response' | 'handler'> & {
    params?: P;
    query?: Q;
    body?: B;
    response: R;
    /** Returns the answer, or undefined when it has been sent. */
    handler(input: RouteInput<P, Q, B>): Promise<z.input<R> | undefined>;
  },
): Route {
  return route as Route;
}
