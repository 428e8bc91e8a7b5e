import { ServerClock } from './ServerClock';

beforeEach(() => {
  jest.useFakeTimers({ now: new Date('2026-11-24T06:00:00Z') });
});
afterEach(() => {
  jest.useRealTimers();
});

it("goes by the server's time when ours is wrong", () => {
  const clock = ServerClock.create();
  clock.learn('2026-11-24T05:00:00Z', Date.now() - 100, Date.now() + 100);
  expect(clock.read(1).toISOString()).toBe('2026-11-24T05:00:00.000Z');
});

it('takes the delay of an answer for no difference', () => {
  const clock = ServerClock.create();
  clock.learn('2026-11-24T06:00:00.400Z', Date.now() - 50, Date.now());
  expect(clock.now()).toBe(Date.now());
});

it('ticks for all listeners of a period by one timer, and stops with the last', () => {
  const clock = ServerClock.create();
  const a = jest.fn();
  const b = jest.fn();
  const stopA = clock.subscribe(10, a);
  const stopB = clock.subscribe(10, b);
  expect(jest.getTimerCount()).toBe(1);

  const before = clock.read(10);
  jest.advanceTimersByTime(9_999);
  expect(clock.read(10)).toBe(before);
  jest.advanceTimersByTime(1);
  expect(a).toHaveBeenCalledTimes(1);
  expect(b).toHaveBeenCalledTimes(1);
  expect(clock.read(10).getTime() - before.getTime()).toBe(10_000);

  stopA();
  expect(jest.getTimerCount()).toBe(1);
  stopB();
  expect(jest.getTimerCount()).toBe(0);
});

it('tells the listeners at once when the server corrects it', () => {
  const clock = ServerClock.create();
  const listener = jest.fn();
  clock.subscribe(60, listener);
  clock.learn('2026-11-24T07:00:00Z', Date.now(), Date.now());
  expect(listener).toHaveBeenCalledTimes(1);
  expect(clock.read(60).toISOString()).toBe('2026-11-24T07:00:00.000Z');
});

it('is not behind when somebody looks again after a pause', () => {
  const clock = ServerClock.create();
  clock.subscribe(1, () => {})();
  jest.setSystemTime(new Date('2026-11-24T06:30:00Z'));
  expect(clock.read(1).toISOString()).toBe('2026-11-24T06:30:00.000Z');
});
