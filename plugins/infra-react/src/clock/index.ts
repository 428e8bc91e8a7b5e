export { ServerClock, serverClock } from './ServerClock';
export { useNow } from './useNow';
