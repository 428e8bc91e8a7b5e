import { InputError } from '@backstage/errors';
import type { ConfigApi } from '@backstage/frontend-plugin-api';
import { z } from 'zod';

const bannerSchema = z.object({
  text: z.string().trim().min(1),
  tone: z.enum(['info', 'warning']).default('info'),
});

/** What the strip above every page says. */
export type BannerContent = z.output<typeof bannerSchema>;

/**
 * Reads `infra.banner`.
 *
 * @returns nothing when no banner is configured.
 * @throws InputError that names the setting that cannot be used.
 */
export function readBanner(config: ConfigApi): BannerContent | undefined {
  const value = config.getOptional('infra.banner');
  if (value === undefined) {
    return undefined;
  }
  const parsed = bannerSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new InputError(
      `The setting ${['infra', 'banner', ...issue.path].join(
        '.',
      )} cannot be used: ${
        issue.message
      }. It takes { text: one sentence, tone: info or warning }.`,
    );
  }
  return parsed.data;
}
