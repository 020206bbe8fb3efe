import { clear, createStore, entries, type UseStore } from 'idb-keyval';
import type { SessionRepository } from '../ports/session-repository.ts';
import { groupWrites, type Write } from './group-writes.ts';

/** Keeps records, file handles included, in IndexedDB. Each namespace has a database of its own. */
export function createIndexedDbSessionRepository(namespace: string, prefix = 'holdfast'): SessionRepository {
  const open = () => createStore(`${prefix}:${namespace}`, 'sessions');
  let store = open();

  /** A connection may be closed under us: site data was cleared, or another page deletes the database. */
  const useStore: UseStore = async (mode, use) => {
    const useAndYield: typeof use = (objectStore) => {
      const { db } = objectStore.transaction;
      // Whoever wants to change or delete the database waits until every page lets go of it.
      db.onversionchange = () => db.close();
      return use(objectStore);
    };
    try {
      return await store(mode, useAndYield);
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'InvalidStateError') throw error;
      store = open();
      return store(mode, useAndYield);
    }
  };

  /** What other scripts left under keys of another kind is none of ours. */
  async function ownEntries(): Promise<readonly (readonly [string, unknown])[]> {
    const all = await entries<IDBValidKey, unknown>(useStore);
    return all.flatMap(([key, value]) => (typeof key === 'string' ? [[key, value] as const] : []));
  }

  return {
    isPersistent: async () => true,
    list: async () => (await ownEntries()).map(([, value]) => value),
    keys: async () => (await ownEntries()).map(([key]) => key),
    update: groupWrites((writes) => useStore('readwrite', (objectStore) => commit(objectStore, writes))),
    clear: () => clear(useStore),
  };
}

/** Reads and writes in one transaction, so that of two pages one comes first. */
function commit(objectStore: IDBObjectStore, writes: readonly Write[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const { transaction } = objectStore;
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('Writing records was aborted'));
    for (const write of writes) {
      const reading = objectStore.get(write.key);
      reading.onsuccess = () => writeInto(objectStore, write, reading.result);
    }
  });
}

function writeInto(objectStore: IDBObjectStore, { change, fail, key }: Write, current: unknown): void {
  try {
    const next = change(current);
    if (next === undefined) objectStore.delete(key);
    else if (next !== current) objectStore.put(next, key);
  } catch (error) {
    // What cannot be cloned is refused at once, before anything of it is written.
    fail(error);
  }
}
