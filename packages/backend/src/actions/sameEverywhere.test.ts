import { differences, meaningOf } from '../__testUtils__/compareDoors';
import { readDoors, type Doors } from '../__testUtils__/doors';
import { startPortal, type Portal } from '../__testUtils__/startPortal';
import { testSignIn } from '../__testUtils__/testSignIn';

const PLUGIN = 'proxmox';
const ACTIONS = [
  'proxmox:migrate-guest',
  'proxmox:migrate-guests',
  'proxmox:reboot-guest',
  'proxmox:resume-guest',
  'proxmox:shutdown-guest',
  'proxmox:shutdown-guests',
  'proxmox:snapshot-guest',
  'proxmox:start-guest',
  'proxmox:start-guests',
  'proxmox:suspend-guest',
  'proxmox:tag-guest',
];
/** What destroys is no tool; of guests it is a step of templates, by a module of the scaffolder. */
const STEPS = [
  'proxmox:delete-snapshot',
  'proxmox:rollback-guest',
  'proxmox:stop-guest',
];
const DESTRUCTIVE = [
  'proxmox:accept-certificate',
  ...STEPS,
  'proxmox:stop-task',
];
const TOOLS = [
  'proxmox:get-guest',
  'proxmox:get-node',
  'proxmox:get-run',
  'proxmox:list-clusters',
  'proxmox:list-guests',
  'proxmox:list-tasks',
];

let portal: Portal;
let doors: Doors;

beforeAll(async () => {
  portal = await startPortal({ features: [testSignIn] });
  const token = await portal.tokenOf({
    ref: 'user:default/admin',
    groups: ['group:default/platform-admins'],
  });
  doors = await readDoors(portal, PLUGIN, token);
}, 60_000);
afterAll(() => portal.stop());

it('has each action behind every door, what destroys behind no door of tools, and what only reads behind those of tools', () => {
  const found = Object.fromEntries(
    Object.entries(doors).map(([door, actions]) => [
      door,
      Object.keys(actions).sort(),
    ]),
  );
  const all = [...ACTIONS, ...TOOLS].sort();
  const routes = [...ACTIONS, ...DESTRUCTIVE].sort();
  expect(found).toEqual({
    openApi: routes,
    route: routes,
    registry: all,
    scaffolder: [...all, ...STEPS].sort(),
    assistants: all,
  });
});

it('says the same of each behind every door', () => {
  expect(differences(doors, ACTIONS)).toEqual([]);
  const { openApi, route } = doors;
  expect(differences({ openApi, route }, DESTRUCTIVE)).toEqual([]);
  const { registry, scaffolder, assistants } = doors;
  expect(differences({ openApi, scaffolder }, STEPS)).toEqual([]);
  expect(differences({ registry, scaffolder, assistants }, TOOLS)).toEqual([]);
});

/** What a schema loses or changes on its way when something is wrong. */
const broken: Record<string, (schema: string) => string> = {
  'a limit is lost': schema => schema.replace('"minimum":60,', ''),
  'a limit is another': schema => schema.replace('3600', '3601'),
  'a pattern is lost': schema =>
    schema.replace(/"pattern":"(\\.|[^"\\])*",/, ''),
  'a member is optional': schema => schema.replace('["cluster",', '['),
  'more members are taken': schema =>
    schema.replace('"additionalProperties":false', '"additionalProperties":{}'),
  'a type is lost': schema => schema.replace('"type":"integer",', ''),
  'a description is another': schema =>
    schema.replace('The name of', 'The id of'),
  'everything is lost, as of a schema of zod v4': () => '{"type":"object"}',
};

describe.each(['route', 'registry', 'scaffolder', 'assistants'])(
  'in %s',
  door => {
    it.each(Object.entries(broken))('a fault is found: %s', (_, breakIt) => {
      const id = 'proxmox:shutdown-guest';
      const { input } = doors[door][id];
      const changed = JSON.parse(breakIt(JSON.stringify(input)));
      expect(changed).not.toEqual(input);
      const told = { ...doors[door][id], input: changed };
      const different = { ...doors, [door]: { ...doors[door], [id]: told } };
      expect(differences(different, ACTIONS)).toEqual([
        `The input of ${id} differs in ${door} from openApi`,
      ]);
    });

    it('a missing action is found', () => {
      const { 'proxmox:start-guest': _, ...rest } = doors[door];
      expect(differences({ ...doors, [door]: rest }, ACTIONS)).toEqual([
        `proxmox:start-guest is not in ${door}`,
      ]);
    });
  },
);

it('takes for the same only what means the same', () => {
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    required: ['b', 'a'],
    properties: {
      a: { type: 'integer', maximum: Number.MAX_SAFE_INTEGER },
      b: { type: 'object', propertyNames: { type: 'string' } },
    },
  };
  expect(meaningOf(schema)).toEqual({
    type: 'object',
    required: ['a', 'b'],
    properties: { a: { type: 'integer' }, b: { type: 'object' } },
  });
  const kept = {
    a: { type: 'number', maximum: Number.MAX_SAFE_INTEGER },
    b: { type: 'object', propertyNames: { pattern: '^x' } },
    c: { type: 'integer', maximum: 3600 },
  };
  expect(meaningOf(kept)).toEqual(kept);
});
