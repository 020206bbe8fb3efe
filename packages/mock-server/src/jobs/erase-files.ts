import type { SelectQueryBuilder } from 'kysely';
import type { FileRow, Schema } from '../db/schema.ts';
import type { BackendContext } from '../domain/backend-context.ts';
import { eraseFile } from '../domain/files/delete-file.ts';
import type { JobRun } from './job.ts';
import { sweep, sweepPageSize } from './sweep.ts';

type FileQuery = SelectQueryBuilder<Schema, 'files', FileRow>;

/** Deletes every file that the job chooses, with its bytes. */
export function eraseFiles(
  context: BackendContext,
  run: JobRun,
  { name, choose }: { readonly name: string; readonly choose: (files: FileQuery) => FileQuery },
) {
  return sweep(context, run, {
    name,
    page: (afterId) =>
      choose(context.database.selectFrom('files').selectAll())
        .where('id', '>', afterId)
        .orderBy('id')
        .limit(sweepPageSize)
        .execute(),
    async work(file) {
      await eraseFile(context, file, run.actor);
      return true;
    },
    describe: ({ id }) => ({ fileId: id }),
  });
}
