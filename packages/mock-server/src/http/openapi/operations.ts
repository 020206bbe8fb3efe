import type { AnyRouteName } from '@holdfast/upload-manager/contract';
import type { Operation } from './operation.ts';
import { entityOperations } from './operations/entity-operations.ts';
import { fileOperations } from './operations/file-operations.ts';
import { historyOperations } from './operations/history-operations.ts';
import { operatorOperations } from './operations/operator-operations.ts';
import { projectOperations } from './operations/project-operations.ts';
import { serviceOperations } from './operations/service-operations.ts';
import { uploadOperations } from './operations/upload-operations.ts';
import { workspaceOperations } from './operations/workspace-operations.ts';

/** One operation for each route of the contract; a route without one does not compile. */
export const operations: Readonly<Record<AnyRouteName, Operation>> = {
  ...uploadOperations,
  ...fileOperations,
  ...entityOperations,
  ...workspaceOperations,
  ...historyOperations,
  ...operatorOperations,
  ...projectOperations,
  ...serviceOperations,
};
