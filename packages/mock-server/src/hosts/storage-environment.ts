import { resolve } from 'node:path';
import * as v from 'valibot';
import { isBucketTemplate, type Provisioning } from '../storage/provisioning.ts';
import type { ConfigIssue } from './config-error.ts';
import { flag, list, origin } from './environment-values.ts';
import type { ServerConfig } from './server-config.ts';

const bucketName = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'expected a bucket name: 3 to 63 of a-z, 0-9, - and .'),
);

const endpoint = v.pipe(
  v.string(),
  v.check(
    (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol) && !/[?#]/.test(value),
    'expected an address like https://s3.example.com',
  ),
  v.transform((value) => value.replace(/\/+$/, '')),
);

/** The environment variables that say where bytes are kept. */
export const storageVariables = {
  STORAGE_DRIVER: v.optional(v.picklist(['local', 's3'], 'expected local or s3'), 'local'),
  STORAGE_ROOT: v.optional(v.string(), './data/objects'),
  STORAGE_PROVISION_STRATEGY: v.optional(
    v.picklist(['shared', 'bucket-per-tenant'], 'expected shared or bucket-per-tenant'),
    'shared',
  ),
  BUCKET_TEMPLATE: v.optional(
    v.pipe(
      v.string(),
      v.check(
        isBucketTemplate,
        'expected a name like uploads-{tenant}, of a-z, 0-9 and -, with a letter before {tenant}',
      ),
    ),
  ),
  AWS_BUCKET: v.optional(bucketName),
  AWS_REGION: v.optional(
    v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/, 'expected a region like eu-central-1')),
    'us-east-1',
  ),
  AWS_ENDPOINT_URL_S3: v.optional(endpoint),
  S3_ENDPOINTS: v.optional(v.pipe(list, v.array(origin)), ''),
  S3_FORCE_PATH_STYLE: v.optional(flag),
  S3_SETUP_CORS: v.optional(flag, 'false'),
};

const storageEnvironment = v.object(storageVariables);
export type StorageEnvironment = v.InferOutput<typeof storageEnvironment>;

/** What no variable of storage can get wrong alone. */
export function findStorageIssues(environment: StorageEnvironment): readonly ConfigIssue[] {
  const { STORAGE_DRIVER, STORAGE_PROVISION_STRATEGY, BUCKET_TEMPLATE, AWS_BUCKET } = environment;
  const isShared = STORAGE_PROVISION_STRATEGY === 'shared';
  if (!isShared && BUCKET_TEMPLATE === undefined) {
    return [{ name: 'BUCKET_TEMPLATE', message: 'is needed for bucket-per-tenant, like uploads-{tenant}' }];
  }
  if (STORAGE_DRIVER === 's3' && isShared && AWS_BUCKET === undefined) {
    return [{ name: 'AWS_BUCKET', message: 'is needed for S3' }];
  }
  return [];
}

/** The part of the configuration that says where bytes are kept; called once nothing is wrong with it. */
export function toStorageConfig(
  environment: StorageEnvironment,
): Pick<ServerConfig, 'storageRoot' | 'provisioning' | 's3'> {
  const { AWS_REGION, AWS_ENDPOINT_URL_S3, S3_ENDPOINTS, S3_FORCE_PATH_STYLE } = environment;
  const provisioning = toProvisioning(environment);
  return {
    storageRoot: resolve(environment.STORAGE_ROOT),
    ...(provisioning ? { provisioning } : {}),
    ...(environment.STORAGE_DRIVER === 's3'
      ? {
          s3: {
            connection: {
              region: AWS_REGION,
              ...(AWS_ENDPOINT_URL_S3 === undefined ? {} : { endpoint: AWS_ENDPOINT_URL_S3 }),
              // AWS wants the bucket in the host name; who runs a store of their own rarely has names for all buckets.
              forcePathStyle: S3_FORCE_PATH_STYLE ?? AWS_ENDPOINT_URL_S3 !== undefined,
            },
            endpoints: S3_ENDPOINTS,
            setUpCors: environment.S3_SETUP_CORS,
          },
        }
      : {}),
  };
}

function toProvisioning(environment: StorageEnvironment): Provisioning | undefined {
  const { STORAGE_PROVISION_STRATEGY, BUCKET_TEMPLATE, AWS_BUCKET, STORAGE_DRIVER } = environment;
  if (STORAGE_PROVISION_STRATEGY === 'bucket-per-tenant') {
    return { strategy: 'bucket-per-tenant', template: BUCKET_TEMPLATE ?? '' };
  }
  return STORAGE_DRIVER === 's3' && AWS_BUCKET !== undefined
    ? { strategy: 'shared', bucket: AWS_BUCKET }
    : undefined;
}
