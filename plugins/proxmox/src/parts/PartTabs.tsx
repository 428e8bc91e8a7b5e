import { Tab, TabList, TabPanel, Tabs } from '@backstage/ui';
import { useEffect, useRef, type ReactNode } from 'react';
import { useSearchParams } from 'react-router-dom';
import styles from './parts.module.css';

/** A part of a page. */
export interface Part {
  /** As it stands in the address. */
  id: string;
  title: string;
  content: ReactNode;
}

const PARAMETER = 'part';

/**
 * The parts of a page as tabs; which one is open is kept in the address (`?part=`). Only the open one is rendered, so that
 * nothing is asked for that nobody looks at.
 */
export function PartTabs(props: { label: string; parts: readonly Part[] }) {
  const { label, parts } = props;
  const [params, setParams] = useSearchParams();
  const named = params.get(PARAMETER);
  const open = parts.find(each => each.id === named) ?? parts[0];
  const choose = (id: string) =>
    setParams(
      before => {
        const after = new URLSearchParams(before);
        if (id === parts[0].id) after.delete(PARAMETER);
        else after.set(PARAMETER, id);
        return after;
      },
      { replace: true },
    );
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => showOpenTab(list.current), [open.id]);
  return (
    <Tabs
      selectedKey={open.id}
      onSelectionChange={key => choose(String(key))}
      className={styles.tabs}
    >
      <div ref={list} className={styles.tabList}>
        <TabList aria-label={label}>
          {parts.map(part => (
            <Tab key={part.id} id={part.id}>
              {part.title}
            </Tab>
          ))}
        </TabList>
      </div>
      {parts.map(part => (
        <TabPanel key={part.id} id={part.id}>
          <div className={styles.panel}>{part.content}</div>
        </TabPanel>
      ))}
    </Tabs>
  );
}

/** Scrolls sideways to the tab that is open: on a phone an address may name one that is out of sight. */
function showOpenTab(list: HTMLElement | null): void {
  const tab = list?.querySelector<HTMLElement>('[aria-selected="true"]');
  if (!list || !tab) return;
  const end = tab.offsetLeft + tab.offsetWidth;
  const isInView =
    tab.offsetLeft >= list.scrollLeft &&
    end <= list.scrollLeft + list.clientWidth;
  if (!isInView) list.scrollLeft = end - list.clientWidth;
}
