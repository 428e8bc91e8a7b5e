import { ResponseError } from '@backstage/errors';
import { waitFor } from '@testing-library/react';
import { PolledResource } from './PolledResource';

const refusal = (status: number) =>
  ResponseError.fromResponse(
    new Response('{"error":{"name":"Error","message":"No."}}', {
      status,
      headers: { 'Content-Type': 'application/json' },
    }),
  );

/** A resource whose answers are taken from a list, the last again and again. */
function resourceOf(
  ...answers: (() => Promise<number>)[]
): PolledResource<number> & { asked: () => number } {
  const ask = jest.fn(() =>
    (answers.length > 1 ? answers.shift() : answers[0])!(),
  );
  const resource = PolledResource.create({
    ask,
    seconds: 0.01,
    isDone: data => data === 9,
  });
  return Object.assign(resource, { asked: () => ask.mock.calls.length });
}

const silence = async () => {
  throw new TypeError('Failed to fetch');
};

it('asks for as long as somebody looks, and no more once it is done', async () => {
  const resource = resourceOf(
    async () => 1,
    async () => 2,
    async () => 9,
  );
  const seen: (number | undefined)[] = [];
  resource.subscribe(() => seen.push(resource.read().data));
  await waitFor(() => expect(seen).toEqual([1, 2, 9]));
  expect(resource.asked()).toBe(3);
  // Whoever comes later gets the end without asking.
  resource.subscribe(() => {});
  expect(resource.read().data).toBe(9);
  expect(resource.asked()).toBe(3);
});

it('says nothing of a single silence, and keeps what it knows in a longer one', async () => {
  const resource = resourceOf(
    async () => 1,
    silence,
    async () => 2,
    silence,
    silence,
  );
  const problems: (string | undefined)[] = [];
  resource.subscribe(() => problems.push(resource.read().problem?.kind));
  await waitFor(() =>
    expect(problems).toEqual([undefined, undefined, 'unreachable']),
  );
  expect(resource.read()).toMatchObject({ data: 2 });
  expect(resource.read().answeredAt).toBeDefined();
});

it('forgets what a person may not see any more', async () => {
  const resource = resourceOf(
    async () => 1,
    async () => {
      throw await refusal(403);
    },
  );
  resource.subscribe(() => {});
  await waitFor(() =>
    expect(resource.read().problem?.kind).toBe('not-allowed'),
  );
  expect(resource.read().data).toBeUndefined();
});
