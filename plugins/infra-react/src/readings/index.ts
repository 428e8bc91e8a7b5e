export { ReadingView, type ReadingViewProps } from './ReadingView';
export {
  useReading,
  type ReadingResult,
  type UseReadingOptions,
} from './useReading';
