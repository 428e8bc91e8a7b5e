import type { Application, Router } from 'express';

/** A route as Express has it registered. */
export interface RegisteredRoute {
  method: string;
  /** With parameters replaced by `x` and wildcards by `x`, so that it can be asked for. */
  path: string;
}

interface Layer {
  route?: {
    path: string | RegExp | string[];
    methods: Record<string, boolean>;
  };
  handle: { stack?: Layer[] };
  regexp: RegExp & { fast_slash?: boolean };
}

/** The path under which Express 4 mounts a router, from the expression that it keeps of it. */
function mountPath({ regexp }: Layer): string {
  if (regexp.fast_slash) return '';
  return regexp.source
    .replace(/^\^/, '')
    .replace(/\\\/\?\(\?=\\\/\|\$\)$/, '')
    .replace(/\(\?:\(\[\^\\\/\]\+\?\)\)/g, 'x')
    .replace(/\\(.)/g, '$1');
}

function concrete(path: string): string {
  return path.replace(/:\w+(\([^)]*\))?\??/g, 'x').replace(/\(?\*\)?/g, 'x');
}

function walk(stack: readonly Layer[], prefix: string): RegisteredRoute[] {
  return stack.flatMap(layer => {
    if (layer.route) {
      const { path, methods } = layer.route;
      return [path].flat().flatMap(each =>
        Object.keys(methods).map(method => ({
          method: method === '_all' ? 'get' : method,
          path: prefix + concrete(String(each)),
        })),
      );
    }
    return layer.handle?.stack
      ? walk(layer.handle.stack, prefix + mountPath(layer))
      : [];
  });
}

/** Every route of an application, also those of routers inside of routers. Middleware that answers by itself has none. */
export function walkRoutes(app: Application): RegisteredRoute[] {
  const { stack } = (app as unknown as { _router: Router })._router;
  return walk(stack as unknown as Layer[], '');
}
