import { UploadPanel, useFormProblem, useUploadedFiles, useUploadManager } from '@holdfast/react-uploader';
import { useEffect } from 'react';
import { type Control, useController, useForm } from 'react-hook-form';

export interface Article {
  readonly title: string;
  readonly photoIds: readonly string[];
}

/** A form with a field of uploads. It is sent when every file has arrived, and says why when it cannot be. */
export function ArticleForm({ onSave }: { readonly onSave: (article: Article) => void }) {
  const uploads = useUploadManager();
  const { control, register, handleSubmit, reset, formState } = useForm<Article>({
    defaultValues: { title: '', photoIds: [] },
  });

  const save = handleSubmit((article) => {
    onSave(article);
    reset();
    // The list is emptied; the files stay on the server.
    uploads.remove();
  });

  return (
    <form onSubmit={(event) => void save(event)} noValidate>
      <label>
        Title <input {...register('title', { required: 'Every article needs a title.' })} />
      </label>
      {formState.errors.title && <p role="alert">{formState.errors.title.message}</p>}
      <Photos control={control} />
      <button type="submit">Save</button>
    </form>
  );
}

function Photos({ control }: { readonly control: Control<Article> }) {
  const files = useUploadedFiles();
  const problem = useFormProblem({ required: true });
  const { field, fieldState } = useController({
    control,
    name: 'photoIds',
    rules: { validate: () => problem ?? true },
  });
  const { onChange } = field;

  useEffect(() => {
    onChange(files.map((file) => file.file_id));
  }, [files, onChange]);

  return (
    <fieldset>
      <legend>Photos</legend>
      <UploadPanel />
      {fieldState.error && <p role="alert">{fieldState.error.message}</p>}
    </fieldset>
  );
}
