type LabelNames = readonly string[];

/** What a metric is called, means and is told apart by. No label ever holds an id, a name or anything a caller made up. */
interface MetricDefinition {
  readonly kind: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labels: LabelNames;
  /** Upper bounds of a histogram's buckets. */
  readonly buckets?: readonly number[];
}

const requestSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];
const jobSeconds = [0.01, 0.1, 1, 10, 60, 300, 1800];

/** Every metric of the backend. */
export const metricCatalog = {
  holdfast_http_requests_total: {
    kind: 'counter',
    help: 'Answered requests by route template, method, class of status and problem code.',
    labels: ['route', 'method', 'status_class', 'code'],
  },
  holdfast_http_request_seconds: {
    kind: 'histogram',
    help: 'Time to the answer of a request, by route template and method.',
    labels: ['route', 'method'],
    buckets: requestSeconds,
  },
  holdfast_http_requests_running: {
    kind: 'gauge',
    help: 'Requests that are being answered now.',
    labels: [],
  },
  holdfast_parts_total: {
    kind: 'counter',
    help: 'Requests to signed URLs of the local store, by class of status.',
    labels: ['status_class'],
  },
  holdfast_part_seconds: {
    kind: 'histogram',
    help: 'Time a part took to arrive and to be safe on disk.',
    labels: [],
    buckets: requestSeconds,
  },
  holdfast_job_attempts_total: {
    kind: 'counter',
    help: 'Attempts of clean-up jobs, by job and outcome.',
    labels: ['job', 'outcome'],
  },
  holdfast_job_seconds: {
    kind: 'histogram',
    help: 'Time an attempt of a job took.',
    labels: ['job'],
    buckets: jobSeconds,
  },
  holdfast_quota_drift_bytes_total: {
    kind: 'counter',
    help: 'Bytes by which counters of quota differed from the records when they were repaired.',
    labels: [],
  },
} as const satisfies Record<string, MetricDefinition>;

type Catalog = typeof metricCatalog;

export type MetricName = keyof Catalog;

/** Names of one kind. */
export type MetricOfKind<Kind extends MetricDefinition['kind']> = {
  [Name in MetricName]: Catalog[Name]['kind'] extends Kind ? Name : never;
}[MetricName];

/** Exactly the labels a metric has. */
export type MetricLabels<Name extends MetricName> = {
  readonly [Label in Catalog[Name]['labels'][number]]: string;
};
