import { AddonBlueprint } from '@backstage/plugin-techdocs-react/alpha';
import { TechDocsAddonLocations } from '@backstage/plugin-techdocs-react';

// Links are told from text without their colour, and a command can be read
// whole on a phone. TechDocs removes style sheets that documents bring along,
// and shows documents where the app's own do not reach.
const css = `
.md-typeset p a, .md-typeset li a, .md-typeset td a {
  text-decoration: underline !important;
}
.md-typeset pre > code {
  white-space: pre-wrap;
  overflow-wrap: anywhere;
  overflow: visible;
}
`;

const Legible = () => <style>{css}</style>;

/** Makes documents legible for everybody. */
export const legibleAddon = AddonBlueprint.make({
  name: 'legible',
  params: {
    name: 'Legible',
    location: TechDocsAddonLocations.Content,
    component: Legible,
  },
});
