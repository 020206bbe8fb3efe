import { mebibyte, sessionList, sessionState } from '@holdfast/upload-manager/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient, ok, problem, sha256, sliceOf, testBytes } from './client.ts';
import { inProcess, type TestHost } from './hosts.ts';
import { createTestClock, hourMs, minuteMs, type TestClock } from './test-clock.ts';

const size = 6 * mebibyte;
const bytes = testBytes(size);

describe('expiry of upload sessions', () => {
  let host: TestHost;
  let clock: TestClock;
  beforeEach(async () => {
    clock = createTestClock();
    host = await inProcess.start({ clock });
  });
  afterEach(() => host.close());

  const reserved = () => host.query("select reserved_bytes from workspaces where id = 'a-main'");

  it('A36 R-C5 an idle session is failed when it is next touched: 410, bytes gone, reservation back, once', async () => {
    const client = createClient(host);
    const session = await client.initiate({ file_size: size });
    await client.send(session, bytes, [1]);
    clock.advance(24 * hourMs);
    const checksum = sha256(sliceOf(session, bytes, 1));
    const path = `/app/uploads/${session.upload_session_id}`;

    const signing = problem(
      await client.call('POST', `${path}/multipart-part-url`, { body: { part_number: 1, checksum } }),
    );
    const activity = problem(await client.call('PUT', `${path}/activity`));
    const completion = problem(await client.complete(session));

    expect([signing.code, activity.code, completion.code]).toEqual([
      'upload_expired',
      'upload_expired',
      'upload_expired',
    ]);
    expect(signing.status).toBe(410);
    expect(await client.resume(session)).toMatchObject({
      upload_status: 'failed',
      can_resume: false,
      reason: 'expired',
      uploaded_parts: [],
    });
    expect((await client.cancel(session)).upload_status).toBe('failed');
    expect(await reserved()).toEqual([{ reserved_bytes: 0 }]);
    expect(await host.stored()).toEqual([]);
    expect(
      await host.query(
        `select id from audit_events where subject_id = '${session.upload_session_id}' and to_status = 'failed'`,
      ),
    ).toHaveLength(1);
  });

  it('A57 R-C5 activity and signing move the idle limit, never the hard one', async () => {
    const client = createClient(host);
    // Some stores drop an upload in parts after a day, whoever still wants it.
    const session = await client.initiate({ file_size: 5 });
    const touch = async () =>
      ok(sessionState, await client.call('PUT', `/app/uploads/${session.upload_session_id}/activity`))
        .expires_at;

    clock.advance(23 * hourMs);
    const touched = await touch();
    clock.advance(23 * hourMs);
    await client.sign(session, bytes, [1]);
    const signed = (await client.resume(session)).expires_at;
    for (let hour = 46; hour < 143; hour += 1) {
      clock.advance(hourMs);
      await touch();
    }
    const last = await client.resume(session);
    clock.advance(hourMs);
    const over = problem(await client.complete(session));

    expect(Date.parse(touched ?? '') - Date.parse(session.expires_at)).toBe(23 * hourMs);
    expect(Date.parse(signed) - Date.parse(session.expires_at)).toBe(46 * hourMs);
    expect([last.expires_at, last.hard_expires_at]).toEqual([
      session.hard_expires_at,
      session.hard_expires_at,
    ]);
    expect(over.code).toBe('upload_expired');
  });

  it('an expired session is no longer listed as open', async () => {
    const client = createClient(host);
    await client.initiate({ file_size: 5 });
    clock.advance(24 * hourMs);

    expect(ok(sessionList, await client.call('GET', '/app/uploads')).items).toEqual([]);
  });

  it('R-C3 a multipart upload that vanished from storage is gone: told, failed, given back', async () => {
    const client = createClient(host);
    const session = await client.initiate({ file_size: size });
    await host.query(
      `update upload_sessions set multipart_id = 'vanished' where id = '${session.upload_session_id}'`,
    );

    const resumed = await client.resume(session);
    const completion = problem(await client.complete(session));

    expect(resumed).toMatchObject({ upload_status: 'failed', can_resume: false, reason: 'gone' });
    expect([completion.status, completion.code]).toEqual([410, 'upload_gone']);
    expect(await reserved()).toEqual([{ reserved_bytes: 0 }]);
  });

  it('R-D5 a browser session lives 30 days from its last use', async () => {
    const nobody = createClient(host, null);
    const created = await nobody.call('POST', '/api/session');
    const cookie = created.headers.get('set-cookie')?.split(';')[0] ?? '';
    const visit = () => nobody.call('GET', '/api/workspaces', { headers: { cookie } });

    clock.advance(12 * hourMs);
    const sameDay = await visit();
    clock.advance(29 * 24 * hourMs);
    const nextMonth = await visit();
    clock.advance(29 * 24 * hourMs);
    const renewed = await visit();
    clock.advance(30 * 24 * hourMs + minuteMs);
    const expired = await visit();

    expect(sameDay.headers.get('set-cookie')).toBeNull();
    expect(nextMonth.headers.get('set-cookie')).toContain('Max-Age=2592000');
    expect([renewed.status, expired.status]).toEqual([200, 401]);
  });
});
