import {
  type AnyRouteName,
  auditEventList,
  auditEventQuery,
  jobList,
  jobRunReport,
  orphanList,
  orphanQuery,
  orphanRepair,
  orphanRepairRequest,
} from '@holdfast/upload-manager/contract';
import { json, type Operation } from '../operation.ts';

/** What operators see and order. */
export const operatorOperations = {
  auditEvents: {
    summary: 'Read the audit trail, newest first',
    tag: 'Operators',
    access: 'operator',
    query: auditEventQuery,
    answers: { 200: json('A page of events', auditEventList) },
  },
  listJobs: {
    summary: 'List the clean-up jobs, their schedules and newest runs',
    tag: 'Operators',
    access: 'operator',
    answers: { 200: json('Every job', jobList) },
  },
  runJob: {
    summary: 'Run a job now',
    tag: 'Operators',
    access: 'operator',
    answers: { 200: json('How the run went', jobRunReport) },
    errors: ['session_state_conflict', 'storage_unavailable'],
  },
  metrics: {
    summary: 'Read what was counted, as Prometheus does',
    tag: 'Operators',
    access: 'operator',
    answers: { 200: { description: 'Metrics in the Prometheus text format', mediaTypes: ['text/plain'] } },
  },
  listOrphans: {
    summary: 'Look for objects without a record, or records without an object; changes nothing',
    tag: 'Operators',
    access: 'operator',
    query: orphanQuery,
    answers: { 200: json('What was found among those looked at', orphanList) },
    errors: ['storage_unavailable'],
  },
  repairOrphans: {
    summary: 'Delete what the same look would find',
    tag: 'Operators',
    access: 'operator',
    body: orphanRepairRequest,
    answers: { 200: json('How many were deleted', orphanRepair) },
    errors: ['storage_unavailable'],
  },
} as const satisfies Partial<Record<AnyRouteName, Operation>>;
