import { coreExtensionData } from '@backstage/frontend-plugin-api';
import techdocsPlugin from '@backstage/plugin-techdocs/alpha';
import { DocsNotice, Reader } from './DocsNotice';
import { legibleAddon } from './legibleAddon';

/** Both pages of documents, the list and the reader, begin with what is wrong with them. */
export const docsPlugin = techdocsPlugin.withOverrides({
  extensions: [
    legibleAddon,
    techdocsPlugin.getExtension('page:techdocs').override({
      factory(originalFactory) {
        const page = originalFactory();
        return [
          ...page,
          coreExtensionData.reactElement(
            <>
              <DocsNotice />
              {page.get(coreExtensionData.reactElement)}
            </>,
          ),
        ];
      },
    }),
    techdocsPlugin.getExtension('page:techdocs/reader').override({
      factory(originalFactory) {
        const page = originalFactory();
        return [
          ...page,
          coreExtensionData.reactElement(
            <Reader>{page.get(coreExtensionData.reactElement)}</Reader>,
          ),
        ];
      },
    }),
    // A button for a help desk that nobody has.
    techdocsPlugin
      .getExtension('plugin-header-action:techdocs')
      .override({ disabled: true }),
  ],
});
