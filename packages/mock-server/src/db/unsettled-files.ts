import { sql } from 'kysely';

/**
 * The few files that are on their way: neither active nor deleted. Written exactly as the partial index has it, because
 * SQLite uses such an index only for a query that repeats its condition.
 */
export const unsettledFiles = sql<boolean>`status in ('pending', 'failed', 'deleting')`;
