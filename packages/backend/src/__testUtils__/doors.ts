import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { z } from 'zod';
import type { Portal } from './startPortal';

/** What one door says of an action. */
export interface Told {
  description?: string;
  /** A JSON schema. */
  input: unknown;
}

/** The ways by which an action is found, by the name of the door; each has what it says, by the action's id. */
export type Doors = Record<string, Record<string, Told>>;

const openApiSchema = z.object({
  paths: z.record(
    z.string(),
    z.object({
      post: z
        .object({
          summary: z.string(),
          requestBody: z
            .object({
              content: z.object({
                'application/json': z.object({ schema: z.unknown() }),
              }),
            })
            .optional(),
        })
        .optional(),
    }),
  ),
});

const actionsSchema = z.object({
  items: z.array(
    z.object({ name: z.string(), description: z.string(), input: z.unknown() }),
  ),
});

const listed = z.array(
  z.object({
    id: z.string(),
    description: z.string().optional(),
    schema: z.object({ input: z.unknown() }).optional(),
  }),
);

const registrySchema = z.object({ actions: listed });

const byId = (actions: z.infer<typeof listed>) =>
  Object.fromEntries(
    actions.map(({ id, description, schema }) => [
      id,
      { description, input: schema?.input },
    ]),
  );

/** Calls `use` with the official client of the Model Context Protocol, over Streamable HTTP. */
export async function withAssistant<T>(
  portal: Portal,
  token: string | undefined,
  use: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({ name: 'test', version: '1.0.0' });
  const transport = new StreamableHTTPClientTransport(
    new URL(`${portal.url}/api/mcp-actions/v1`),
    {
      requestInit: {
        headers: token ? { authorization: `Bearer ${token}` } : {},
      },
    },
  );
  try {
    await client.connect(transport);
    return await use(client);
  } finally {
    await client.close();
  }
}

/** Asks every door what it says of the actions of a plugin. */
export async function readDoors(
  portal: Portal,
  pluginId: string,
  token: string,
): Promise<Doors> {
  const get = async (path: string): Promise<unknown> => {
    const response = await fetch(`${portal.url}/api/${path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return response.json();
  };
  const ofPlugin = (id: string) => id.startsWith(`${pluginId}:`);

  const { paths } = openApiSchema.parse(await get(`${pluginId}/openapi.json`));
  const openApi: Doors[string] = {};
  for (const [path, { post }] of Object.entries(paths)) {
    const name = /^\/v1\/actions\/([^/]+)$/.exec(path)?.[1];
    if (!name || !post) continue;
    openApi[`${pluginId}:${name}`] = {
      description: post.summary,
      input: post.requestBody?.content['application/json'].schema,
    };
  }
  const { items } = actionsSchema.parse(await get(`${pluginId}/v1/actions`));
  const { actions } = registrySchema.parse(
    await get(`${pluginId}/.backstage/actions/v1/actions`),
  );
  const steps = listed.parse(await get('scaffolder/v2/actions'));
  const { tools } = await withAssistant(portal, token, client =>
    client.listTools(),
  );
  return {
    openApi,
    route: Object.fromEntries(
      items.map(({ name, description, input }) => [
        `${pluginId}:${name}`,
        { description, input },
      ]),
    ),
    registry: byId(actions),
    scaffolder: byId(steps.filter(({ id }) => ofPlugin(id))),
    assistants: Object.fromEntries(
      tools
        .map(({ name, description, inputSchema }) => ({
          id: name.replace('.', ':'),
          told: { description, input: inputSchema },
        }))
        .filter(({ id }) => ofPlugin(id))
        .map(({ id, told }) => [id, told]),
    ),
  };
}
