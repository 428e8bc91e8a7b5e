import { fetchApiRef, type FetchApi } from '@backstage/frontend-plugin-api';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import type { Reading } from '@reverb256/backstage-plugin-infra-common';
import { render, screen, within } from '@testing-library/react';
import { z } from 'zod';
import { ReadingView } from './ReadingView';
import { useReading } from './useReading';

const disks = z.array(z.object({ device: z.string() }));
type Answer = Partial<Reading<unknown>> | number | 'silence';

const ago = (seconds: number) =>
  new Date(Date.now() - seconds * 1000).toISOString();

/** Answers from a list, the last again and again. */
class FakeReadings implements FetchApi {
  readonly asked: string[] = [];
  constructor(readonly answers: Answer[]) {}

  readonly fetch: typeof fetch = async input => {
    this.asked.push(String(input));
    const answer =
      this.answers.length > 1 ? this.answers.shift()! : this.answers[0];
    if (answer === 'silence') throw new TypeError('Failed to fetch');
    if (typeof answer === 'number') {
      const body = { error: { name: 'Error', message: 'No such node.' } };
      return new Response(JSON.stringify(body), {
        status: answer,
        headers: { 'Content-Type': 'application/json' },
      });
    }
    const body = { now: new Date().toISOString(), ...answer };
    return new Response(JSON.stringify(body));
  };
}

function Disks({
  path,
  everySeconds = 0.02,
}: {
  path: string | undefined;
  everySeconds?: number;
}) {
  const result = useReading('proxmox', path, {
    schema: disks,
    everySeconds,
  });
  return (
    <ReadingView
      title="Disks"
      subject="the disks of forge"
      reading={result}
      isEmpty={data => data.length === 0}
      empty={<p>No disks.</p>}
    >
      {data => <p>{data.map(disk => disk.device).join(', ')}</p>}
    </ReadingView>
  );
}

function show(...answers: Answer[]) {
  const api = new FakeReadings(answers);
  const at = (path: string | undefined) => (
    <TestApiProvider apis={[[fetchApiRef, api]]}>
      <Disks path={path} />
    </TestApiProvider>
  );
  const view = render(at('/v1/nodes/lab/forge/disks'));
  return { api, go: (path: string | undefined) => view.rerender(at(path)) };
}

const part = () => within(screen.getByRole('region', { name: 'Disks' }));
const sda = [{ device: '/dev/sda' }];

it('shows what was read with its age, below the plugin’s own path', async () => {
  const { api } = show({ collectedAt: ago(120), data: sda });
  expect(await part().findByText('/dev/sda')).toBeInTheDocument();
  expect(part().getByRole('heading')).toHaveTextContent('Disks');
  expect(part().getByText(/^read/)).toHaveTextContent('read 2 min ago');
  expect(api.asked[0]).toBe('plugin://proxmox/v1/nodes/lab/forge/disks');
});

it('keeps the last good data below why there is nothing newer', async () => {
  show(
    { collectedAt: ago(310), data: sda },
    {
      collectedAt: ago(310),
      data: sda,
      error: {
        kind: 'timeout',
        message: 'forge took longer than 20 s.',
        since: ago(65),
      },
    },
  );
  expect(
    await part().findByText(/forge took longer than 20 s/),
  ).toHaveTextContent('No answer in time. forge took longer than 20 s.');
  expect(part().getByText(/^Since/)).toHaveTextContent(
    'Since 1 min ago. Below is what was known 5 min ago.',
  );
  expect(part().getByText('/dev/sda')).toBeInTheDocument();
});

it('names the lacking privilege where nothing was ever read', async () => {
  show({
    error: {
      kind: 'forbidden',
      message: 'The token may not list updates.',
      since: ago(5),
      missing: ['Sys.Modify on /nodes/forge'],
    },
  });
  const privilege = await part().findByText('Sys.Modify on /nodes/forge');
  // Somebody may have withheld it on purpose: nothing is broken.
  expect(privilege.closest('[data-tone]')).toHaveAttribute(
    'data-tone',
    'warning',
  );
  expect(part().queryByText(/Below is what was known/)).toBeNull();
  expect(part().queryByText('No disks.')).toBeNull();
});

it('says that nothing is there only where that was read', async () => {
  show({ collectedAt: ago(1), data: [] });
  expect(await part().findByText('No disks.')).toBeInTheDocument();
});

it.each([
  ['silence', 'The portal does not answer'],
  [404, 'The portal does not know the disks of forge'],
  [{ data: [{ device: 5 }] }, "The portal's answer is not understood"],
] as [Answer, string][])(
  'says what is the matter with the portal itself: %j',
  async (answer, title) => {
    show(answer);
    expect(
      await part().findByText(`${title}.`, { selector: 'strong' }),
    ).toBeInTheDocument();
    expect(part().getByRole('status')).toHaveTextContent(title);
  },
);

it('is silent while all is well', async () => {
  show({ collectedAt: ago(1), data: sda });
  await part().findByText('/dev/sda');
  expect(part().getByRole('status')).toBeEmptyDOMElement();
});

it('asks once for all that look at the same, for as long as one of them looks', async () => {
  const api = new FakeReadings([{ collectedAt: ago(1), data: sda }]);
  const at = (count: number) => (
    <TestApiProvider apis={[[fetchApiRef, api]]}>
      {['a', 'b', 'c'].slice(0, count).map(key => (
        <Disks key={key} path="/v1/nodes/lab/forge/disks" everySeconds={600} />
      ))}
    </TestApiProvider>
  );
  const { rerender } = render(at(2));
  expect(await screen.findAllByText('/dev/sda')).toHaveLength(2);
  rerender(at(1));
  rerender(at(3));
  // What is known already is there at once.
  expect(screen.getAllByText('/dev/sda')).toHaveLength(3);
  expect(api.asked).toHaveLength(1);
  rerender(at(0));
  rerender(at(1));
  expect(screen.queryByText('/dev/sda')).toBeNull();
  expect(await screen.findByText('/dev/sda')).toBeInTheDocument();
  expect(api.asked).toHaveLength(2);
});

it('asks nothing without a path, and never shows one thing’s data as another’s', async () => {
  const { api, go } = show({ collectedAt: ago(1), data: sda });
  await part().findByText('/dev/sda');
  go(undefined);
  expect(part().queryByText('/dev/sda')).toBeNull();
  const before = api.asked.length;
  go('/v1/nodes/lab/nexus/disks');
  expect(part().queryByText('/dev/sda')).toBeNull();
  expect(await part().findByText('/dev/sda')).toBeInTheDocument();
  expect(api.asked.slice(before)).toContain(
    'plugin://proxmox/v1/nodes/lab/nexus/disks',
  );
});
