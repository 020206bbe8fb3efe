import type { DatabaseTransaction } from '../../db/schema.ts';

/** What a file is for: something of the host's own, named by its type and id. */
export interface Reference {
  readonly type: string;
  readonly id: string;
}

export interface NewReference {
  readonly file: { readonly id: string; readonly tenant_id: string; readonly workspace_id: string };
  readonly reference: Reference;
  readonly origin: 'client' | 'entity';
  readonly nowMs: number;
}

/** Records a reference once. Where an entity names what a client had named, the row follows the entity from then on. */
export async function insertReference(
  transaction: DatabaseTransaction,
  created: NewReference,
): Promise<void> {
  const { origin } = created;
  await transaction
    .insertInto('file_references')
    .values(toRow(created))
    .onConflict((conflict) => {
      const known = conflict.columns(['file_id', 'reference_type', 'reference_id']);
      return origin === 'entity' ? known.doUpdateSet({ origin }) : known.doNothing();
    })
    .execute();
}

/** Records the references that new files come with. */
export async function insertReferences(
  transaction: DatabaseTransaction,
  references: readonly NewReference[],
): Promise<void> {
  if (references.length === 0) return;
  await transaction.insertInto('file_references').values(references.map(toRow)).execute();
}

function toRow({ file, reference, origin, nowMs }: NewReference) {
  return {
    file_id: file.id,
    reference_type: reference.type,
    reference_id: reference.id,
    tenant_id: file.tenant_id,
    workspace_id: file.workspace_id,
    origin,
    created_at: nowMs,
  };
}
