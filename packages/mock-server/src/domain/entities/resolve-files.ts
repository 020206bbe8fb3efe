import type { WorkspaceRow } from '../../db/schema.ts';
import { ApiError } from '../api-error.ts';
import type { BackendContext } from '../backend-context.ts';
import { findLegacyObjects, type LegacyObject } from './find-legacy-objects.ts';
import { findMentions } from './find-mentions.ts';
import { locateUrl } from './locate-url.ts';

/** What an entity's attributes refer to, before the database says which of it is the caller's own. */
export interface MentionedFiles {
  /** File ids with what each is for. */
  readonly roles: ReadonlyMap<string, ReadonlySet<string>>;
  /** Older objects that exist and have no record yet. */
  readonly legacy: readonly LegacyObject[];
}

/** Each older object costs a question to storage, and each reference a row. */
const maxFiles = 1000;

export interface EntityContent {
  readonly workspace: Pick<WorkspaceRow, 'id' | 'tenant_id'>;
  readonly kind: string;
  readonly attributes: unknown;
}

/** Finds the files that attributes may refer to, by URL or id. What is foreign is left out without a word. */
export async function resolveFiles(
  context: BackendContext,
  { workspace, kind, attributes }: EntityContent,
): Promise<MentionedFiles> {
  const { publicUrl, legacyPrefixes } = context.settings;
  const territory = {
    publicUrl,
    legacyPrefixes: legacyPrefixes.filter(
      ({ tenantId, workspaceId }) =>
        tenantId === workspace.tenant_id && (workspaceId === null || workspaceId === workspace.id),
    ),
  };
  const roles = new Map<string, Set<string>>();
  const keys = new Map<string, Set<string>>();
  for (const { role, target } of findMentions(kind, attributes)) {
    const location =
      target.kind === 'file_id'
        ? ({ kind: 'file', fileId: target.text } as const)
        : locateUrl(target.text, territory);
    if (location.kind === 'file') addRole(roles, location.fileId, role);
    if (location.kind === 'legacy') addRole(keys, location.storageKey, role);
  }
  if (roles.size + keys.size > maxFiles) {
    throw new ApiError('invalid_request', `An entity may refer to at most ${maxFiles} files`);
  }
  const { known, found } = await findLegacyObjects(context, workspace, keys);
  for (const [fileId, names] of known) for (const role of names) addRole(roles, fileId, role);
  return { roles, legacy: found };
}

function addRole(map: Map<string, Set<string>>, name: string, role: string): void {
  const roles = map.get(name) ?? new Set();
  map.set(name, roles.add(role));
}
