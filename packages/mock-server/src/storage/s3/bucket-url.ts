import type { S3Client } from '@aws-sdk/client-s3';

/**
 * Where a bucket is, by the SDK's own rules, so that a browser is sent to where the server goes: in the host name, but in
 * the path where it was asked for, and where no host name can say it (an IP address, a dot that no certificate covers).
 */
export async function bucketUrl(
  { config }: S3Client,
  { bucket, endpoint }: { readonly bucket: string; readonly endpoint: string | undefined },
): Promise<URL> {
  const { useFipsEndpoint: usesFips, useDualstackEndpoint: usesDualStack } = config;
  const { url } = config.endpointProvider({
    Bucket: bucket,
    Region: await config.region(),
    ForcePathStyle: config.forcePathStyle,
    UseFIPS: await usesFips(),
    UseDualStack: await usesDualStack(),
    ...(endpoint === undefined ? {} : { Endpoint: endpoint }),
  });
  return url;
}
