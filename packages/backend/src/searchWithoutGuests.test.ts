import { startTestBackend } from '@backstage/backend-test-utils';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import type { DocumentDecoratorFactory } from '@backstage/plugin-search-common';
import { Readable } from 'node:stream';
import { searchWithoutGuests } from './searchWithoutGuests';

it('keeps guests out of the index of entities, and nothing else', async () => {
  const decorators: DocumentDecoratorFactory[] = [];
  await startTestBackend({
    extensionPoints: [
      [
        searchIndexRegistryExtensionPoint,
        {
          addCollator: () => {},
          addDecorator: ({ factory }) => decorators.push(factory),
        },
      ],
    ],
    features: [searchWithoutGuests],
  });
  const [factory] = decorators;
  expect(factory.types).toEqual(['software-catalog']);
  const documents = [
    'proxmox-vm',
    'service',
    'proxmox-container',
    undefined,
  ].map(type => ({ title: `${type}`, text: '', location: '/', type }));
  const kept = await Readable.from(documents)
    .pipe(await factory.getDecorator())
    .toArray();
  expect(kept.map(({ title }) => title)).toEqual(['service', 'undefined']);
});
