import { type errorCodes, isErrorCode } from '@holdfast/upload-manager/contract';
import * as v from 'valibot';

const maxDelayMs = 10 * 60 * 1000;

const answerFault = v.strictObject({
  kind: v.literal('answer'),
  /** A code of the contract; its status comes with it. */
  code: v.custom<keyof typeof errorCodes>(isErrorCode, 'Expected an error code of the contract'),
  /** What the code promises beside the usual members, in wire spelling. */
  fields: v.optional(v.record(v.string(), v.unknown()), {}),
  retry_after: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
});

/** What a proxy in between answers: a page where JSON was due. */
const htmlFault = v.strictObject({
  kind: v.literal('html'),
  status: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(200), v.maxValue(599)), 502),
});

const delayFault = v.strictObject({
  kind: v.literal('delay'),
  delay_ms: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(maxDelayMs)),
});

/** Cuts the connection: before anything is done, or after it was done and before anybody hears of it. */
const dropFault = v.strictObject({
  kind: v.literal('drop'),
  when: v.optional(v.picklist(['before', 'after']), 'before'),
});

const faultRule = v.strictObject({
  method: v.optional(v.pipe(v.string(), v.toUpperCase())),
  /** A path; `*` stands for any characters. */
  path: v.pipe(v.string(), v.startsWith('/'), v.maxLength(500)),
  /** How many requests are hit; all when left out. */
  times: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
  /** Which share of the matching requests is hit. */
  probability: v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(1)), 1),
  fault: v.variant('kind', [answerFault, htmlFault, delayFault, dropFault]),
});
export type FaultRule = v.InferOutput<typeof faultRule>;
export type Fault = FaultRule['fault'];

export const faultPlan = v.strictObject({
  /** The same seed hits the same requests again. */
  seed: v.optional(v.pipe(v.number(), v.safeInteger()), 1),
  rules: v.pipe(v.array(faultRule), v.maxLength(100)),
});
export type FaultPlan = v.InferOutput<typeof faultPlan>;
