export type { S3Double, S3DoubleOptions, S3Fault, S3Operation } from './s3-double/create-s3-double.ts';
export { createS3Double } from './s3-double/create-s3-double.ts';
export type { S3Profile } from './s3-double/s3-profile.ts';
export { s3Profiles } from './s3-double/s3-profile.ts';
