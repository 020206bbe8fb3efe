import {
  type AnyRouteName,
  changePlanRequest,
  createWorkspaceRequest,
  planList,
  storageAnalytics,
  usageQuery,
  userPlan,
  workspace,
  workspaceList,
  workspaceQuota,
} from '@holdfast/upload-manager/contract';
import { json, type Operation } from '../operation.ts';

const tag = 'Workspaces and plans';

/** Workspaces, their quota and their plans. */
export const workspaceOperations = {
  listWorkspaces: {
    summary: "List the caller's workspaces",
    tag,
    answers: { 200: json('The workspaces; one of them is the default', workspaceList) },
  },
  createWorkspace: {
    summary: 'Make a workspace, with the caller as its first member',
    tag,
    permission: 'workspaces:write',
    headers: ['idempotency'],
    body: createWorkspaceRequest,
    answers: { 201: json('The workspace', workspace) },
    errors: ['plan_limit_reached'],
  },
  workspaceQuota: {
    summary: 'Read what a workspace uses and may use',
    tag,
    answers: { 200: json('The quota now', workspaceQuota) },
  },
  workspaceUsage: {
    summary:
      "Count a workspace's files and bytes by what they are for, type, project, user or day; content that several files share counts for each of them",
    tag,
    permission: 'files:read',
    query: usageQuery,
    answers: { 200: json('A page of groups', storageAnalytics) },
  },
  changePlan: {
    summary: 'Put a workspace on another plan',
    tag,
    permission: 'plan:write',
    body: changePlanRequest,
    answers: { 200: json('The quota under the new plan', workspaceQuota) },
  },
  listPlans: {
    summary: 'List the plans a workspace can be on',
    tag,
    answers: { 200: json('Every plan', planList) },
  },
  userPlan: {
    summary: "Read the caller's own plan",
    tag,
    answers: { 200: json("The user's plan and use", userPlan) },
  },
} as const satisfies Partial<Record<AnyRouteName, Operation>>;
