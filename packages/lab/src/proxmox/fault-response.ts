import type { ServerResponse } from 'node:http';
import type { Fault } from './faults.ts';

/** Answers as a broken endpoint does, or not at all. */
export function respondBroken(response: ServerResponse, fault: Fault): void {
  switch (fault.mode) {
    case 'rubbish': {
      const page =
        '<!DOCTYPE html><html><head><title>Welcome</title></head><body><h1>It works!</h1></body></html>';
      response.writeHead(200, 'OK', {
        'Content-Type': 'text/html',
        'Content-Length': page.length,
      });
      response.end(page);
      break;
    }
    case 'invalid-json': {
      const half = '{"data":[{"id":"node/nexus","type":"node","stat';
      response.writeHead(200, 'OK', {
        'Content-Type': 'application/json;charset=UTF-8',
        'Content-Length': half.length,
      });
      response.end(half);
      break;
    }
    case 'reset':
      response.socket?.resetAndDestroy();
      break;
    case 'drip': {
      response.writeHead(200, 'OK', {
        'Content-Type': 'application/json;charset=UTF-8',
      });
      response.write('{"data":[');
      // White space is valid JSON: the body stays good and never ends.
      const timer = setInterval(() => response.write(' '), 200);
      response.on('close', () => clearInterval(timer));
      break;
    }
    case 'status':
      response.writeHead(fault.status ?? 500, fault.reason, {
        Connection: 'close',
      });
      response.end();
      break;
    default:
      // hang: nothing is ever sent; closing the endpoint ends it.
      break;
  }
}
