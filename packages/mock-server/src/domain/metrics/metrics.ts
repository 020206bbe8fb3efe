import type { MetricLabels, MetricOfKind } from './metric-catalog.ts';

/** Where the backend counts what it does. */
export interface Metrics {
  /** Adds to a counter, by default one. */
  count<Name extends MetricOfKind<'counter'>>(name: Name, labels: MetricLabels<Name>, by?: number): void;
  /** Adds to a gauge; negative takes away. */
  shift<Name extends MetricOfKind<'gauge'>>(name: Name, labels: MetricLabels<Name>, by: number): void;
  /** Records one value of a histogram. */
  observe<Name extends MetricOfKind<'histogram'>>(
    name: Name,
    labels: MetricLabels<Name>,
    value: number,
  ): void;
  /** Everything counted, as Prometheus reads it. */
  render(): Promise<string>;
}

/** Counts nothing, for hosts nobody watches. */
export const noMetrics: Metrics = {
  count: () => undefined,
  shift: () => undefined,
  observe: () => undefined,
  render: () => Promise.resolve(''),
};
