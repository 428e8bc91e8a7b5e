import type { NavContentNavItem } from '@backstage/plugin-app-react';
import { useEffect } from 'react';
import { useLocation } from 'react-router-dom';

/** Names the browser's tab after the page that is open, for history and tab lists. */
export function usePageTitle(pages: NavContentNavItem[], portal: string) {
  const { pathname } = useLocation();
  const page = pages.find(
    ({ href }) => pathname === href || pathname.startsWith(`${href}/`),
  );
  const title = page ? `${page.title} · ${portal}` : portal;
  useEffect(() => {
    document.title = title;
  }, [title]);
}
