import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { RiAlertLine, RiInformationLine } from '@remixicon/react';
import { useLayoutEffect, useMemo, useRef } from 'react';
import styles from './Banner.module.css';
import { readBanner } from './readBanner';

/** The height that the strip takes above the page, for what sticks below it. */
const heightProperty = '--ctrl-banner-height';

/** The strip of `infra.banner`; nothing where none is configured. */
export const Banner = () => {
  const config = useApi(configApiRef);
  const banner = useMemo(() => readBanner(config), [config]);
  const strip = useRef<HTMLElement>(null);

  useLayoutEffect(() => {
    const element = strip.current;
    if (!element) {
      return undefined;
    }
    const root = document.documentElement;
    // A long text wraps on a phone, so the height is known only when drawn.
    const observer = new ResizeObserver(() =>
      root.style.setProperty(heightProperty, `${element.offsetHeight}px`),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      root.style.removeProperty(heightProperty);
    };
  }, []);

  if (!banner) {
    return null;
  }
  const Icon = banner.tone === 'warning' ? RiAlertLine : RiInformationLine;
  return (
    <aside
      ref={strip}
      className={styles.banner}
      data-tone={banner.tone}
      aria-label="About this portal"
    >
      <Icon size={16} aria-hidden />
      <span>{banner.text}</span>
    </aside>
  );
};
