export const entityStatuses = ['active', 'trashed', 'deleting', 'deleted'] as const;
export type EntityStatus = (typeof entityStatuses)[number];

/** The only transitions an entity may make: the trash gives back, deletion for good does not. */
export const entityTransitions = {
  active: ['trashed', 'deleting'],
  trashed: ['active', 'deleting'],
  deleting: ['deleted'],
  deleted: [],
} as const satisfies Record<EntityStatus, readonly EntityStatus[]>;

export function canEntityMove(from: EntityStatus, to: EntityStatus): boolean {
  return (entityTransitions[from] as readonly EntityStatus[]).includes(to);
}
