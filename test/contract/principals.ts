import type { Principal } from '@holdfast/mock-server';
import { mebibyte } from '@holdfast/upload-manager/contract';

export const testPlans = [
  {
    id: 'free',
    name: 'Free',
    limit_bytes: 64 * mebibyte,
    max_file_bytes: 32 * mebibyte,
    counts: { workspace: 3 },
    upgrade_url: 'https://example.com/upgrade',
  },
  { id: 'tiny', name: 'Tiny', limit_bytes: 1000, max_file_bytes: 600, counts: {} },
  {
    id: 'team',
    name: 'Team',
    limit_bytes: 10_000,
    max_file_bytes: null,
    counts: { walkthrough: 3, category: 1, workspace: 4 },
    user_limit_bytes: 1000,
  },
  { id: 'unlimited', name: 'Unlimited', limit_bytes: null, max_file_bytes: null, counts: {} },
];

/** Bearer tokens of the suite. Alice and Carol share a workspace; Bob is another tenant. */
export const principals = {
  alice: { tenantId: 'tenant-a', userId: 'alice', workspaceIds: ['a-main', 'a-other'], permissions: ['*'] },
  carol: { tenantId: 'tenant-a', userId: 'carol', workspaceIds: ['a-main'], permissions: ['*'] },
  reader: { tenantId: 'tenant-a', userId: 'reader', workspaceIds: ['a-main'], permissions: ['files:read'] },
  bob: { tenantId: 'tenant-b', userId: 'bob', workspaceIds: ['b-main'], permissions: ['*'] },
} as const satisfies Record<string, Principal>;

export type PrincipalName = keyof typeof principals;

/** Bearer token of the suite's operator. */
export const operatorToken = 'operator';
