import { randomBytes } from 'node:crypto';
import {
  UnauthorizedError,
  type OAuthClientProvider,
} from '@modelcontextprotocol/sdk/client/auth.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { OAuthTokens } from '@modelcontextprotocol/sdk/shared/auth.js';
import { portalUrl } from '../portal/portal';
import { AssistantHost, type Answer } from './AssistantHost';

/** Where the portal's tools are. */
export const toolsUrl = () => new URL(`${portalUrl()}/api/mcp-actions/v1`);

/** What a tool answered. */
export interface ToolAnswer {
  isError: boolean;
  text: string;
  content: Record<string, unknown>;
}

/** An assistant that comes with the official client of the Model Context Protocol and nothing else. */
export class Assistant {
  readonly host: AssistantHost;
  readonly #client = new Client({ name: 'assistant', version: '1.0.0' });
  readonly #state = randomBytes(16).toString('base64url');
  #verifier = '';
  #tokens: OAuthTokens | undefined;
  #sentTo: URL | undefined;

  private constructor(host: AssistantHost) {
    this.host = host;
  }

  static async create(name: string): Promise<Assistant> {
    return new Assistant(await AssistantHost.create(name));
  }

  /**
   * Asks for the tools without credentials, as every assistant begins.
   *
   * @returns the address that a person must open to let it in
   */
  async ask(): Promise<URL> {
    try {
      await this.#client.connect(this.#transport());
    } catch (error) {
      if (!(error instanceof UnauthorizedError)) throw error;
    }
    if (!this.#sentTo) throw new Error('The portal let it in without a person');
    return this.#sentTo;
  }

  /** Takes up what came back after somebody has decided. */
  async enter({ code, state }: Answer): Promise<void> {
    if (state !== this.#state) throw new Error('An answer to somebody else');
    await this.#transport().finishAuth(code);
    await this.#client.connect(this.#transport());
  }

  /** What it was given to come with. */
  get accessToken(): string {
    if (!this.#tokens) throw new Error('Nobody has let it in');
    return this.#tokens.access_token;
  }

  async tools() {
    const { tools } = await this.#client.listTools();
    return tools;
  }

  async call(
    name: string,
    input: Record<string, unknown>,
  ): Promise<ToolAnswer> {
    const answer = await this.#client.callTool(
      { name, arguments: input },
      undefined,
      // A tool answers when what it began has come to its end.
      { timeout: 120_000 },
    );
    const [first] = answer.content as { type: string; text?: string }[];
    return {
      isError: answer.isError === true,
      text: first?.text ?? '',
      content: (answer.structuredContent ?? {}) as Record<string, unknown>,
    };
  }

  async close(): Promise<void> {
    await this.#client.close();
    await this.host.close();
  }

  #transport(): StreamableHTTPClientTransport {
    return new StreamableHTTPClientTransport(toolsUrl(), {
      authProvider: this.#provider(),
    });
  }

  #provider(): OAuthClientProvider {
    const { host } = this;
    return {
      redirectUrl: host.redirectUrl,
      clientMetadata: { redirect_uris: [host.redirectUrl] },
      clientInformation: () => ({ client_id: host.clientId }),
      state: () => this.#state,
      tokens: () => this.#tokens,
      saveTokens: tokens => {
        this.#tokens = tokens;
      },
      codeVerifier: () => this.#verifier,
      saveCodeVerifier: verifier => {
        this.#verifier = verifier;
      },
      redirectToAuthorization: url => {
        this.#sentTo = url;
      },
    };
  }
}
