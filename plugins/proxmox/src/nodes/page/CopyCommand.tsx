import { Button } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useEffect, useState } from 'react';
import styles from './node.module.css';

/** For so long the button says that it has copied, in milliseconds. */
const SAID_FOR_MS = 2_000;

/** A command for a shell, with a button that copies it. */
export function CopyCommand({ command }: { command: string }) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  useEffect(() => {
    if (state === 'idle') return undefined;
    const timer = setTimeout(() => setState('idle'), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(command);
      setState('copied');
    } catch {
      // Not allowed, or not there without TLS: it can still be marked by hand.
      setState('failed');
    }
  };
  const words = { idle: 'Copy', copied: 'Copied', failed: 'Could not copy' };
  const Icon = state === 'copied' ? RiCheckLine : RiFileCopyLine;
  return (
    <div className={styles.command}>
      <code>{command}</code>
      <Button
        variant="secondary"
        size="small"
        iconStart={<Icon aria-hidden />}
        onPress={() => void copy()}
        aria-label={`${words[state]}: ${command}`}
      >
        {words[state]}
      </Button>
    </div>
  );
}
