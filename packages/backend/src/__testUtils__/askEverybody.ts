import { StreamableHTTPError } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { z } from 'zod';
import { withAssistant } from './doors';
import { createMachines } from './labMachines';
import { startPortal, type Portal } from './startPortal';
import { testSignIn } from './testSignIn';
import { CALLERS, type Caller, type Table } from '../routes/matrixTable';

const ROLES = ['viewer', 'operator', 'admin'] as const;

/** The portal, and the credentials of every caller. */
export interface Everybody {
  portal: Portal;
  tokens: Record<Caller, string | undefined>;
}

/** Starts the portal with its real roles, and signs everybody in. */
export async function startForEverybody(): Promise<Everybody> {
  const machines = createMachines(ROLES);
  const portal = await startPortal({
    features: [testSignIn],
    config: { backend: { auth: { externalAccess: machines.externalAccess } } },
  });
  const person = (name: string, groups: string[]) =>
    portal.tokenOf({ ref: `user:default/${name}`, groups });
  const tokens: Record<string, string | undefined> = {
    nobody: undefined,
    stranger: await person('stranger', ['group:default/others']),
  };
  for (const role of ROLES) {
    tokens[role] = await person(role, [`group:default/platform-${role}s`]);
    tokens[`machine ${role}`] = machines.tokens[role];
  }
  return { portal, tokens: tokens as Everybody['tokens'] };
}

const errorSchema = z.object({ error: z.object({ message: z.string() }) });

/** How Backstage's registry says that there is no such tool, for whoever asks. */
const isHidden = (text: string): boolean => {
  try {
    const { error } = errorSchema.parse(JSON.parse(text));
    return /^Action ".*" not found$/.test(error.message);
  } catch {
    return false;
  }
};

/** One request, as a word of the matrix. */
async function ask(
  { portal, tokens }: Everybody,
  caller: Caller,
  asked: string,
  body: unknown,
): Promise<string> {
  const [method, path] = asked.split(' ');
  const token = tokens[caller];
  const response = await fetch(`${portal.url}${path}`, {
    method: method.toUpperCase(),
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  if (response.status === 401 || response.status === 403) {
    return String(response.status);
  }
  if (response.status >= 500) {
    throw new Error(`${asked} answers ${response.status}: ${text}`);
  }
  return isHidden(text) ? 'hidden' : 'yes';
}

/** What everybody gets for each request, with the body that it needs to be understood. */
export async function askRoutes(
  everybody: Everybody,
  routes: readonly string[],
  bodyOf: (asked: string) => unknown,
): Promise<Table> {
  const table: Table = {};
  for (const asked of routes) {
    const cells: Partial<Table[string]> = {};
    for (const caller of CALLERS) {
      cells[caller] = await ask(everybody, caller, asked, bodyOf(asked));
    }
    table[asked] = cells as Table[string];
  }
  return table;
}

/** The tools that an assistant of this caller is offered, or the status with which it is turned away. */
async function toolsOf(
  { portal, tokens }: Everybody,
  caller: Caller,
): Promise<string[] | string> {
  try {
    const { tools } = await withAssistant(portal, tokens[caller], client =>
      client.listTools(),
    );
    return tools.map(({ name }) => name);
  } catch (error) {
    if (error instanceof StreamableHTTPError) return String(error.code);
    throw error;
  }
}

/** Which tools an assistant of each caller is offered. */
export async function askTools(
  everybody: Everybody,
  tools: readonly string[],
): Promise<Table> {
  const table = Object.fromEntries(
    tools.map(tool => [tool, {} as Table[string]]),
  );
  for (const caller of CALLERS) {
    const offered = await toolsOf(everybody, caller);
    for (const tool of tools) {
      if (typeof offered === 'string') table[tool][caller] = offered;
      else table[tool][caller] = offered.includes(tool) ? 'yes' : 'hidden';
    }
  }
  return table;
}

/** All tools that the configuration offers to anybody. */
export async function allTools(everybody: Everybody): Promise<string[]> {
  const tools = await toolsOf(everybody, 'admin');
  if (typeof tools === 'string') throw new Error(`Refused: ${tools}`);
  return tools;
}
