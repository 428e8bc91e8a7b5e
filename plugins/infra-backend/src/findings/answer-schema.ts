import {
  findingSchema,
  findingsResponseSchema,
} from '@reverb256/backstage-plugin-infra-common';
import { z } from 'zod';

/** As long as an id may be: it is a key in the database. */
const ID_LENGTH = 512;

/**
 * What a plugin may answer at `/v1/findings`. Ids begin with the plugin's own, so that no plugin can speak for another.
 */
export const answerSchemaOf = (pluginId: string) =>
  findingsResponseSchema.extend({
    items: z.array(
      findingSchema.extend({
        id: z
          .string()
          .startsWith(`${pluginId}/`, `does not begin with '${pluginId}/'`)
          .max(ID_LENGTH),
      }),
    ),
  });
