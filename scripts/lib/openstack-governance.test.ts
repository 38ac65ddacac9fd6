import { expect, test } from 'vitest';
import { Document, parseDocument } from 'yaml';
import { governanceSchema, importGovernance, teamId } from './openstack-governance.ts';

const governance = governanceSchema.parse({
  nova: {
    ptl: { name: 'A Lead', irc: 'alead', email: 'a.lead@example.org' },
    service: 'Compute service',
    url: 'https://docs.openstack.org/nova/',
    liaisons: { release: [{ name: 'B', email: 'b@example.org' }] },
    deliverables: {
      nova: { repos: ['openstack/nova'] },
      'os-vif': { repos: ['openstack/os-vif', 'openstack/vif-plug'] },
    },
  },
  'Quality Assurance': {
    deliverables: { 'glance-store': { repos: ['openstack/x', 'openstack/glance_store'] } },
  },
});
const host = 'https://opendev.org';

test('teams, deliverables and repositories come in, people only as public names of leads', () => {
  const registry = new Document({});
  importGovernance(registry, governance, host, false);
  expect(registry.toJSON()).toEqual({
    teams: {
      nova: {
        service: 'Compute service',
        leads: ['A Lead'],
        url: 'https://docs.openstack.org/nova/',
      },
      'quality-assurance': { name: 'Quality Assurance' },
    },
    projects: {
      'glance-store': {
        team: 'quality-assurance',
        repository: 'https://opendev.org/openstack/glance_store',
        otherRepositories: ['https://opendev.org/openstack/x'],
        packages: ['glance_store'],
      },
      nova: { team: 'nova', repository: 'https://opendev.org/openstack/nova' },
      'os-vif': {
        team: 'nova',
        repository: 'https://opendev.org/openstack/os-vif',
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
  nova:
    team: nova
    # moved here by hand
    repository: https://example.org/our/nova
    liaisons: [C. Liaison]
  own: { team: nova, repository: https://example.org/our/own }
`;

test('what a person wrote stays, comments too, and every difference is told', () => {
  const registry = parseDocument(byHand);
  const { differences, onlyHere } = importGovernance(registry, governance, host, false);
  const text = registry.toString();
  expect(text).toContain('# moved here by hand\n    repository: https://example.org/our/nova');
  expect(text).toContain('liaisons: [ C. Liaison ]');
  expect(differences).toEqual([
    {
      path: 'projects.nova.repository',
      registry: '"https://example.org/our/nova"',
      governance: '"https://opendev.org/openstack/nova"',
    },
  ]);
  expect(onlyHere).toEqual(['projects.own']);
});

test('with `update` governance wins where both have a value, and nothing else goes', () => {
  const registry = parseDocument(byHand);
  importGovernance(registry, governance, host, true);
  const { nova, own } = (registry.toJSON() as { projects: Record<string, unknown> }).projects;
  expect(nova).toMatchObject({
    repository: 'https://opendev.org/openstack/nova',
    liaisons: ['C. Liaison'],
  });
  expect(own).toBeDefined();
});

test('a team’s id is its name in lower case, words joined', () => {
  expect(teamId('OpenStack Charms')).toBe('openstack-charms');
  expect(teamId('oslo')).toBe('oslo');
});
