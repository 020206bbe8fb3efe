import { UploadError } from '@holdfast/upload-manager';
import { describe, expect, it } from 'vitest';
import { completedState, createScriptedManager } from '../../testing/create-scripted-manager.ts';
import { createManualSchedule } from '../../testing/manual-schedule.ts';
import { sampleQuota, sampleSession } from '../../testing/sample-states.ts';
import { createQuotaResource } from './quota-resource.ts';

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

async function open() {
  const scripted = createScriptedManager();
  const time = createManualSchedule();
  const quota = createQuotaResource({ manager: scripted.manager, schedule: time.schedule });
  const close = quota.subscribe(() => {});
  await settle();
  return { scripted, time, quota, close };
}

describe('the quota of a workspace', () => {
  it('asks nothing before somebody looks', () => {
    const scripted = createScriptedManager();

    const quota = createQuotaResource({ manager: scripted.manager });

    expect(quota.getState()).toEqual({ status: 'loading' });
    expect(scripted.requests).toEqual([]);
  });

  it('loads when the first one looks, and only once for two', async () => {
    const { scripted, quota } = await open();

    quota.subscribe(() => {});
    await settle();

    expect(quota.getState()).toEqual({ status: 'ready', quota: sampleQuota });
    expect(scripted.requests).toEqual(['getQuota']);
  });

  it('asks twice, not a thousand times, when a thousand files complete in two seconds', async () => {
    const { scripted, time } = await open();
    const ids = Array.from({ length: 1000 }, (_, index) => scripted.put({ name: `${index}.txt` }));

    for (const id of ids) scripted.move(id, completedState(id));
    await settle();
    time.advance(2000);
    await settle();

    expect(scripted.requests).toEqual(['getQuota', 'getQuota']);
  });

  it('follows the reservation that a new session makes', async () => {
    const { scripted, time, quota } = await open();
    const id = scripted.put({ name: 'a.txt', state: { status: 'initiating', wait: null } });
    scripted.setQuota({ ...sampleQuota, reserved_bytes: 50 });

    scripted.move(id, { status: 'uploading', session: sampleSession, storedParts: [], wait: null });
    time.advance(2000);
    await settle();

    expect(quota.getState()).toMatchObject({ quota: { reserved_bytes: 50 } });
  });

  it('keeps the last answer beside the error when a later one fails', async () => {
    const { scripted, quota } = await open();
    const error = new UploadError('network', 'no line');
    scripted.setQuota(error);

    quota.reload();
    await settle();

    expect(quota.getState()).toEqual({ status: 'failed', error, quota: sampleQuota });
  });

  it('rests without listeners and timers when nobody looks any more', async () => {
    const { scripted, time, close } = await open();

    close();
    await settle();

    expect(scripted.countListeners()).toBe(0);
    expect(time.count()).toBe(0);
  });

  it('asks once when strict mode leaves and comes back at once', async () => {
    const scripted = createScriptedManager();
    const quota = createQuotaResource({ manager: scripted.manager });

    quota.subscribe(() => {})();
    quota.subscribe(() => {});
    await settle();

    expect(scripted.requests).toEqual(['getQuota']);
  });

  it('looks again when somebody comes back to the page, as plans are bought elsewhere, but not at each glance', async () => {
    const { scripted, time } = await open();
    time.advance(2000);

    for (let glance = 0; glance < 5; glance += 1) window.dispatchEvent(new Event('focus'));
    await settle();
    time.advance(2000);
    await settle();

    expect(scripted.requests).toEqual(['getQuota', 'getQuota', 'getQuota']);
  });

  it('shows a plan that was changed although nothing was known before', async () => {
    const scripted = createScriptedManager();
    const quota = createQuotaResource({ manager: scripted.manager });
    scripted.setQuota(new UploadError('network', 'no line'));
    quota.subscribe(() => {});
    await settle();
    scripted.setQuota(sampleQuota);

    await scripted.manager.changePlan('pro');
    await settle();

    expect(quota.getState()).toMatchObject({ status: 'ready', quota: { plan: 'pro' } });
  });

  it('is gone when the user signs out, with what is on its way, and comes when somebody signs in', async () => {
    const { scripted, time, quota } = await open();
    quota.reload();

    await scripted.manager.signOut();
    await settle();
    time.advance(10_000);
    const signedOut = quota.getState();
    scripted.manager.signedIn();
    await settle();

    expect(signedOut).toMatchObject({ status: 'failed', error: { code: 'unauthorized' }, quota: null });
    expect(quota.getState()).toEqual({ status: 'ready', quota: sampleQuota });
  });

  it('is forgotten when nobody looks any more: whoever looks next may be somebody else', async () => {
    const { quota, close } = await open();

    close();
    await settle();

    expect(quota.getState()).toEqual({ status: 'loading' });
  });
});
