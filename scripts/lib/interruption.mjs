import { constants } from 'node:os';

/**
 * Watches for the wish to stop: a signal, or the end of the npm that runs us
 * (a shell between may swallow the signal).
 *
 * @param {() => void} onImpatience - called when a person asks again while
 *   things are stopping
 * @returns {{ asked: Promise<{ signal: string, exitCode: number }>, dispose(): void }}
 */
export function watchInterruption(onImpatience) {
  let firstAt;
  let tell;
  const asked = new Promise(resolve => {
    tell = resolve;
  });
  const onSignal = signal => {
    if (firstAt === undefined) {
      firstAt = Date.now();
      tell({ signal, exitCode: 128 + constants.signals[signal] });
    } else if (Date.now() - firstAt > 1_000) {
      // npm hands on what the terminal has already sent us: within a second,
      // two signals are one Ctrl-C.
      onImpatience();
    }
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  signals.forEach(signal => process.on(signal, onSignal));
  const parent = process.ppid;
  const timer =
    process.env.npm_lifecycle_event &&
    setInterval(() => {
      if (process.ppid !== parent && firstAt === undefined) {
        onSignal('SIGHUP');
      }
    }, 500);
  return {
    asked,
    dispose() {
      clearInterval(timer);
      signals.forEach(signal => process.off(signal, onSignal));
    },
  };
}
