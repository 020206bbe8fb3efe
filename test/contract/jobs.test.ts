import { jobList, jobRunReport } from '@holdfast/upload-manager/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient, ok, problem } from './client.ts';
import { hostKinds, type TestHost } from './hosts.ts';

describe.each(hostKinds)('the jobs on the $name', (kind) => {
  let host: TestHost;
  beforeEach(async () => {
    host = await kind.start();
  });
  afterEach(() => host.close());

  it('R-C6 operators see every job with its schedule and its last runs, and run one now', async () => {
    const operator = createClient(host, 'operator');

    const before = ok(jobList, await operator.call('GET', '/api/v1/admin/jobs'));
    const report = ok(jobRunReport, await operator.call('POST', '/api/v1/admin/jobs/expire-sessions/run'));
    const after = ok(jobList, await operator.call('GET', '/api/v1/admin/jobs'));

    expect(before.items.find(({ job }) => job === 'expire-sessions')).toMatchObject({
      schedule: '* * * * *',
      is_running: false,
    });
    expect(report).toMatchObject({
      started_by: 'operator',
      outcome: 'succeeded',
      counts: { expired: 0, completed: 0, failed: 0 },
    });
    expect(after.items.find(({ job }) => job === 'expire-sessions')?.last_runs).toContainEqual(report);
  });

  it('R-C6 every job runs on an empty backend and finds nothing to do', async () => {
    const operator = createClient(host, 'operator');
    const { items } = ok(jobList, await operator.call('GET', '/api/v1/admin/jobs'));

    for (const { job } of items) {
      const report = ok(jobRunReport, await operator.call('POST', `/api/v1/admin/jobs/${job}/run`));
      expect([job, report.outcome, report.counts.failed]).toEqual([job, 'succeeded', 0]);
    }
  });

  it('shows and runs jobs for operators only, and knows no others', async () => {
    const alice = createClient(host);
    const operator = createClient(host, 'operator');

    const codes = [
      problem(await alice.call('GET', '/api/v1/admin/jobs')).code,
      problem(await alice.call('POST', '/api/v1/admin/jobs/expire-sessions/run')).code,
      problem(await operator.call('POST', '/api/v1/admin/jobs/constructor/run')).code,
    ];

    expect(codes).toEqual(['unauthorized', 'unauthorized', 'not_found']);
  });
});
