import { clear, createStore, type UseStore, values } from 'idb-keyval';
import type { SessionRepository } from '../ports/session-repository.ts';

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

  return {
    isPersistent: async () => true,
    list: () => values(useStore),
    update: (key, change) => useStore('readwrite', (objectStore) => updateIn(objectStore, key, change)),
    clear: () => clear(useStore),
  };
}

/** Reads and writes in one transaction, so that of two pages one comes first. */
function updateIn(
  objectStore: IDBObjectStore,
  key: string,
  change: (current: unknown) => unknown,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const { transaction } = objectStore;
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error(`Writing record ${key} was aborted`));
    const reading = objectStore.get(key);
    reading.onsuccess = () => {
      try {
        const next = change(reading.result);
        if (next === undefined) objectStore.delete(key);
        else objectStore.put(next, key);
      } catch (error) {
        // What cannot be cloned is refused at once; nothing of the transaction may stay.
        reject(error);
        transaction.abort();
      }
    };
  });
}
