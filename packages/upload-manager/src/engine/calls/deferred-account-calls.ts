import type { AccountCalls } from './account-calls.ts';

/** The same calls, made when the code that makes them is there. */
export function createDeferredAccountCalls(load: () => Promise<AccountCalls>): AccountCalls {
  return {
    getQuota: async (...details) => (await load()).getQuota(...details),
    getUserPlan: async (...details) => (await load()).getUserPlan(...details),
    listPlans: async (...details) => (await load()).listPlans(...details),
    changePlan: async (...details) => (await load()).changePlan(...details),
    listWorkspaces: async (...details) => (await load()).listWorkspaces(...details),
    listFiles: async (...details) => (await load()).listFiles(...details),
    getFile: async (...details) => (await load()).getFile(...details),
    deleteFile: async (...details) => (await load()).deleteFile(...details),
    getUsage: async (...details) => (await load()).getUsage(...details),
    listHistory: async (...details) => (await load()).listHistory(...details),
    listReferences: async (...details) => (await load()).listReferences(...details),
    listReferencedFiles: async (...details) => (await load()).listReferencedFiles(...details),
    deleteReference: async (...details) => (await load()).deleteReference(...details),
  };
}
