import { SidebarPinStateProvider } from '@backstage/core-components';
import type { ReactNode } from 'react';
import styles from './Layout.module.css';

// The settings page offers to pin Backstage's sidebar unless it is told that
// this is a phone. Ours has nothing to pin.
const nothingToPin = {
  isPinned: false,
  isMobile: true,
  toggleSidebarPinState: () => {},
};

/**
 * Navigation beside the page; below it on a phone. The document itself scrolls,
 * so that a phone's browser can hide its own bars.
 */
export const Layout = (props: {
  navigation: ReactNode;
  children: ReactNode;
}) => (
  <SidebarPinStateProvider value={nothingToPin}>
    <a className={styles.skip} href="#page">
      Skip to the page
    </a>
    <div className={styles.layout}>
      {props.navigation}
      <main id="page" className={styles.page} tabIndex={-1}>
        {props.children}
      </main>
    </div>
  </SidebarPinStateProvider>
);
