import { writeFileSync } from 'node:fs';
import { createMockDirectory } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { CLUSTER, until, type LabPortal } from './useLabPortal';

/** A template of one step, and how it is run. */
export interface GuestTemplate {
  /** The portal's `catalog`: the template, and nothing else. */
  catalog(): JsonObject;
  /** Waits until the catalog has the template. */
  isThere(of: LabPortal, token: string): Promise<unknown>;
  /** Runs it on a guest; `meanwhile` is done before each look at the task. */
  run(
    of: LabPortal,
    token: string,
    guest: string,
    meanwhile?: () => Promise<unknown>,
  ): Promise<{ id: string; status: string }>;
}

/** A template that does to a guest what `proxmox:<name>-guest` does, and puts out the id of the run. */
export function createGuestTemplate(name: string): GuestTemplate {
  const directory = createMockDirectory();
  const template = {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: { name },
    spec: {
      type: 'service',
      parameters: { type: 'object', properties: { guest: { type: 'string' } } },
      steps: [
        {
          id: name,
          action: `proxmox:${name}-guest`,
          input: { cluster: CLUSTER, guest: '${{ parameters.guest }}' },
        },
      ],
      output: {
        text: [{ title: 'Run', content: `\${{ steps.${name}.output.runId }}` }],
      },
    },
  };
  return {
    catalog() {
      const target = directory.resolve('template.yaml');
      writeFileSync(target, JSON.stringify(template));
      return {
        locations: [{ type: 'file', target, rules: [{ allow: ['Template'] }] }],
      };
    },
    isThere: (of, token) =>
      until(() =>
        of
          .call<object>(
            token,
            `catalog/entities/by-name/template/default/${name}`,
          )
          .catch(() => undefined),
      ),
    async run(of, token, guest, meanwhile) {
      const { id } = await of.call<{ id: string }>(
        token,
        'scaffolder/v2/tasks',
        { templateRef: `template:default/${name}`, values: { guest } },
      );
      const status = await until(async () => {
        await meanwhile?.();
        const task = await of.call<{ status: string }>(
          token,
          `scaffolder/v2/tasks/${id}`,
        );
        return /open|processing/.test(task.status) ? undefined : task.status;
      });
      return { id, status };
    },
  };
}
