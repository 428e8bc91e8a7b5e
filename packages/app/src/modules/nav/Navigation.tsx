import type { NavContentNavItem } from '@backstage/plugin-app-react';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { RiMoreFill } from '@remixicon/react';
import { Link, NavLink } from 'react-router-dom';
import { Account } from './Account';
import { Mark } from './Mark';
import styles from './Navigation.module.css';
import { usePageTitle } from './usePageTitle';

/** What a phone's bar has room for, with "More" in the last place when needed. */
const places = 5;

/** A column of pages; a bar along the lower edge on a phone. */
export const Navigation = (props: { pages: NavContentNavItem[] }) => {
  const { pages } = props;
  const portal =
    useApi(configApiRef).getOptionalString('app.title') ?? 'Consciousness Zero';
  usePageTitle(pages, portal);

  const inBar = pages.length > places ? places - 1 : pages.length;
  const beyond = pages.slice(inBar);
  return (
    <nav className={styles.navigation} aria-label="Pages">
      <Link to="/" className={styles.brand}>
        <Mark />
        <span className={styles.name}>{portal}</span>
      </Link>
      <ul className={styles.pages}>
        {pages.map((page, index) => (
          <li
            key={page.node.spec.id}
            className={index < inBar ? undefined : styles.beyondBar}
          >
            <NavLink to={page.href} className={styles.page}>
              <span className={styles.icon} aria-hidden>
                {page.icon}
              </span>
              <span className={styles.title}>{page.title}</span>
            </NavLink>
          </li>
        ))}
        {beyond.length > 0 && (
          <li className={styles.more}>
            <MenuTrigger>
              <ButtonIcon
                icon={<RiMoreFill />}
                aria-label="More pages"
                variant="tertiary"
              />
              <Menu>
                {beyond.map(page => (
                  <MenuItem key={page.node.spec.id} href={page.href}>
                    {page.title}
                  </MenuItem>
                ))}
              </Menu>
            </MenuTrigger>
          </li>
        )}
      </ul>
      <Account className={styles.account} />
    </nav>
  );
};
