/**
 * The provider as a process of its own, for tests: options come as JSON in `OIDC_OPTIONS`; what a
 * client needs, and the state to start with again, go to standard output as one line of JSON.
 */
import { z } from 'zod';
import { startOidcProvider } from './index.ts';

const optionsSchema = z.object({
  home: z.string(),
  port: z.number().optional(),
  portalUrl: z.url(),
  issuer: z.url().optional(),
  users: z.array(
    z.object({
      name: z.string(),
      password: z.string(),
      role: z.string(),
      email: z.string().optional(),
      emailVerified: z.boolean().optional(),
    }),
  ),
  state: z.record(z.string(), z.unknown()).default({}),
});

const options = optionsSchema.parse(
  JSON.parse(process.env.OIDC_OPTIONS ?? 'null'),
);

async function main() {
  const provider = await startOidcProvider(options);
  const stop = () => {
    provider.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // A test that dies takes its end of the pipe along: no provider stays behind.
  process.stdin.once('close', stop).resume();
  process.stdout.write(
    `${JSON.stringify({
      services: provider.services,
      state: options.state,
    })}\n`,
  );
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
