import { auditEventList } from '@holdfast/upload-manager/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient, ok, problem, testBytes } from './client.ts';
import { hostKinds, inProcess, type TestHost } from './hosts.ts';
import { createTestClock } from './test-clock.ts';

describe.each(hostKinds)('the audit trail on the $name', (kind) => {
  let host: TestHost;
  beforeEach(async () => {
    host = await kind.start();
  });
  afterEach(() => host.close());

  it('R-C13 tells operators who moved what and when, newest first, page by page and by filter', async () => {
    const alice = createClient(host);
    const operator = createClient(host, 'operator');
    const { file_id } = await alice.upload(testBytes(1000));
    await alice.upload(testBytes(1000, 2));

    const path = `/api/v1/admin/audit-events?subject_id=${file_id}&actor_id=alice&tenant_id=tenant-a`;
    const first = ok(auditEventList, await operator.call('GET', `${path}&limit=1`));
    const rest = ok(auditEventList, await operator.call('GET', `${path}&cursor=${first.next_cursor}`));

    expect([...first.items, ...rest.items].map(({ to_status }) => to_status).sort()).toEqual([
      'active',
      'pending',
    ]);
    expect(rest.next_cursor).toBeNull();
  });

  it('R-C13 tells the events of one millisecond in the order they were written, also across pages', async () => {
    const clock = createTestClock();
    const still = await inProcess.start({ clock });
    const operator = createClient(still, 'operator');
    for (let round = 0; round < 5; round += 1) await createClient(still).upload(testBytes(10, round));

    const events: [string, string][] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const path = `/api/v1/admin/audit-events?tenant_id=tenant-a&limit=3${query}`;
      const page = ok(auditEventList, await operator.call('GET', path));
      events.push(
        ...page.items.map(({ subject_id, to_status }): [string, string] => [subject_id, to_status]),
      );
      cursor = page.next_cursor;
    }

    const written = events.toReversed();
    const subjects = [...new Set(written.map(([subject]) => subject))];
    const orders = subjects.map((subject) =>
      written.flatMap(([moved, to]) => (moved === subject ? [to] : [])).join(' '),
    );
    expect(new Set(orders)).toEqual(new Set(['initiating uploading completed', 'pending active']));
    expect(orders).toHaveLength(10);
    await still.close();
  });

  it('R-C13 shows the audit trail to operators only', async () => {
    const asUser = await createClient(host).call('GET', '/api/v1/admin/audit-events');
    const asNobody = await createClient(host, null).call('GET', '/api/v1/admin/audit-events');

    expect([problem(asUser).code, problem(asNobody).code]).toEqual(['unauthorized', 'unauthorized']);
  });
});
