import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { useSearchParams } from 'react-router-dom';
import { chartTimeframes, type ChartTimeframe } from './timeframes';

const PARAMETER = 'timeframe';
const USUAL: ChartTimeframe = 'hour';

const isTimeframe = (text: string | null): text is ChartTimeframe =>
  chartTimeframes.some(each => each === text);

/** The timeframe that the address names; an hour, if none that is known. @public */
export function useTimeframe(): ChartTimeframe {
  const [params] = useSearchParams();
  const named = params.get(PARAMETER);
  return isTimeframe(named) ? named : USUAL;
}

/**
 * The choice of how far back the charts of a page go. It is kept in the address (`?timeframe=`), where `useTimeframe`
 * finds it.
 *
 * @public
 */
export function TimeframeSelect() {
  const chosen = useTimeframe();
  const [, setParams] = useSearchParams();
  const choose = (timeframe: string) =>
    setParams(
      before => {
        const after = new URLSearchParams(before);
        if (timeframe === USUAL) after.delete(PARAMETER);
        else after.set(PARAMETER, timeframe);
        return after;
      },
      { replace: true },
    );
  return (
    <ToggleButtonGroup
      aria-label="Timeframe of the charts"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[chosen]}
      onSelectionChange={keys => {
        const [key] = keys;
        if (key !== undefined) choose(String(key));
      }}
    >
      {chartTimeframes.map(timeframe => (
        <ToggleButton key={timeframe} id={timeframe}>
          {timeframe[0].toUpperCase() + timeframe.slice(1)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
