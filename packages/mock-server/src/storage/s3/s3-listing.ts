import { ListMultipartUploadsCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { ListPage, ListRequest, StorageBucket } from '../object-storage.ts';
import { pageLimit } from '../page-of.ts';
import { s3NameOf, toS3StorageError } from './s3-error.ts';
import type { S3Place } from './s3-place.ts';

/** What is in a bucket, page by page. Where a page ends is said by its last name, so that a job can go on after a restart. */
export function createS3Listing(place: S3Place): Pick<StorageBucket, 'list' | 'listUploads'> {
  const { client, bucket } = place;

  const orNothing = async <Item>(page: Promise<ListPage<Item>>): Promise<ListPage<Item>> => {
    try {
      return await page;
    } catch (error) {
      if (place.isMadeOnDemand && s3NameOf(error) === 'NoSuchBucket') return { items: [], next: null };
      throw toS3StorageError(error);
    }
  };

  const listObjects: StorageBucket['list'] = async (request) => {
    const { Contents = [], IsTruncated } = await client.send(
      new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: request.prefix,
        MaxKeys: pageLimit(request),
        ...(request.after === null ? {} : { StartAfter: request.after }),
      }),
    );
    const items = Contents.map(({ Key = '', Size = 0, LastModified }) => ({
      key: Key,
      sizeBytes: Size,
      lastModifiedMs: LastModified?.getTime() ?? 0,
    }));
    return { items, next: IsTruncated ? (items.at(-1)?.key ?? null) : null };
  };

  const listUploads: StorageBucket['listUploads'] = async (request) => {
    const answer = await client.send(
      new ListMultipartUploadsCommand({
        Bucket: bucket,
        Prefix: request.prefix,
        MaxUploads: pageLimit(request),
        ...uploadMarkers(request),
      }),
    );
    const items = (answer.Uploads ?? []).map(({ Key = '', UploadId = '', Initiated }) => ({
      key: Key,
      multipartId: UploadId,
      startedMs: Initiated?.getTime() ?? 0,
    }));
    const { NextKeyMarker = '', NextUploadIdMarker = '' } = answer;
    return { items, next: answer.IsTruncated ? `${NextKeyMarker}\n${NextUploadIdMarker}` : null };
  };

  return {
    list: (request) => orNothing(listObjects(request)),
    listUploads: (request) => orNothing(listUploads(request)),
  };
}

function uploadMarkers({ after }: ListRequest) {
  if (after === null) return {};
  const [KeyMarker = '', UploadIdMarker = ''] = after.split('\n');
  return { KeyMarker, ...(UploadIdMarker === '' ? {} : { UploadIdMarker }) };
}
