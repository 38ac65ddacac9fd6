import { expect, test } from 'vitest';
import { Document, parseDocument } from 'yaml';
import { governanceSchema, importGovernance, teamId } from './openstack-governance.ts';

const governance = governanceSchema.parse({
  engine: {
    ptl: { name: 'A Lead', irc: 'alead', email: 'a.lead@example.org' },
    service: 'Compute service',
    url: 'https://docs.openstack.org/engine/',
    liaisons: { release: [{ name: 'B', email: 'b@example.org' }] },
    deliverables: {
      engine: { repos: ['openstack/engine'] },
      'engine-vif': { repos: ['openstack/engine-vif', 'openstack/vif-plug'] },
    },
  },
  'Quality Assurance': {
    deliverables: { 'disk-store': { repos: ['openstack/x', 'openstack/disk_store'] } },
  },
});
const host = 'https://opendev.org';

test('teams, deliverables and repositories come in, people only as public names of leads', () => {
  const registry = new Document({});
  importGovernance(registry, governance, host, false);
  expect(registry.toJSON()).toEqual({
    teams: {
      engine: {
        service: 'Compute service',
        leads: ['A Lead'],
        url: 'https://docs.openstack.org/engine/',
      },
      'quality-assurance': { name: 'Quality Assurance' },
    },
    projects: {
      'disk-store': {
        team: 'quality-assurance',
        repository: 'https://opendev.org/openstack/disk_store',
        otherRepositories: ['https://opendev.org/openstack/x'],
        packages: ['disk_store'],
      },
      engine: { team: 'engine', repository: 'https://opendev.org/openstack/engine' },
      'engine-vif': {
        team: 'engine',
        repository: 'https://opendev.org/openstack/engine-vif',
        otherRepositories: ['https://opendev.org/openstack/vif-plug'],
      },
    },
  });
  expect(registry.toString()).not.toContain('@');
});

test('doing it twice changes nothing', () => {
  const registry = new Document({});
  importGovernance(registry, governance, host, false);
  const text = registry.toString();
  const again = parseDocument(text);
  const { added, differences } = importGovernance(again, governance, host, false);
  expect({ added, differences }).toEqual({ added: [], differences: [] });
  expect(again.toString()).toBe(text);
});

const byHand = `# ours
projects:
  engine:
    team: engine
    # moved here by hand
    repository: https://example.org/our/engine
    liaisons: [C. Liaison]
  own: { team: engine, repository: https://example.org/our/own }
`;

test('what a person wrote stays, comments too, and every difference is told', () => {
  const registry = parseDocument(byHand);
  const { differences, onlyHere } = importGovernance(registry, governance, host, false);
  const text = registry.toString();
  expect(text).toContain('# moved here by hand\n    repository: https://example.org/our/engine');
  expect(text).toContain('liaisons: [ C. Liaison ]');
  expect(differences).toEqual([
    {
      path: 'projects.engine.repository',
      registry: '"https://example.org/our/engine"',
      governance: '"https://opendev.org/openstack/engine"',
    },
  ]);
  expect(onlyHere).toEqual(['projects.own']);
});

test('with `update` governance wins where both have a value, and nothing else goes', () => {
  const registry = parseDocument(byHand);
  importGovernance(registry, governance, host, true);
  const { engine, own } = (registry.toJSON() as { projects: Record<string, unknown> }).projects;
  expect(engine).toMatchObject({
    repository: 'https://opendev.org/openstack/engine',
    liaisons: ['C. Liaison'],
  });
  expect(own).toBeDefined();
});

test('a team’s id is its name in lower case, words joined', () => {
  expect(teamId('OpenStack Charms')).toBe('openstack-charms');
  expect(teamId('oslo')).toBe('oslo');
});
