import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { type MetricName, metricCatalog } from '../domain/metrics/metric-catalog.ts';
import type { Metrics } from '../domain/metrics/metrics.ts';

export interface PrometheusOptions {
  /** Whether memory, event loop and garbage collection of the process are told as well. @default false */
  readonly withProcess?: boolean;
}

/** Metrics in a registry of their own, so that two servers in one process do not count into each other. */
export function createPrometheusMetrics({ withProcess = false }: PrometheusOptions = {}): Metrics {
  const registry = new Registry();
  if (withProcess) collectDefaultMetrics({ register: registry });
  const counters = new Map<MetricName, Counter>();
  const gauges = new Map<MetricName, Gauge>();
  const histograms = new Map<MetricName, Histogram>();
  for (const [key, { kind, help, labels, ...rest }] of Object.entries(metricCatalog)) {
    // The keys of the catalog are its names, by its type.
    const name = key as MetricName;
    const shape = { name, help, labelNames: [...labels], registers: [registry] };
    if (kind === 'counter') counters.set(name, new Counter(shape));
    if (kind === 'gauge') gauges.set(name, new Gauge(shape));
    if (kind === 'histogram') {
      const buckets = 'buckets' in rest ? { buckets: [...rest.buckets] } : {};
      histograms.set(name, new Histogram({ ...shape, ...buckets }));
    }
  }

  return {
    count: (name, labels, by = 1) => counters.get(name)?.inc(labels, by),
    shift: (name, labels, by) => gauges.get(name)?.inc(labels, by),
    observe: (name, labels, value) => histograms.get(name)?.observe(labels, value),
    render: () => registry.metrics(),
  };
}
