import type { UploadManagerOptions } from './compose-upload-manager.ts';
import type { UploadManager } from './upload-manager.ts';

let page: { readonly manager: UploadManager; readonly options: UploadManagerOptions } | null = null;

/** One for the page, whichever entry is asked first. */
export function getPageManager<Metadata extends object>(
  create: (options: UploadManagerOptions) => UploadManager,
  options: UploadManagerOptions = {},
): UploadManager<Metadata> {
  page ??= { manager: create(options), options };
  refuseOthers(page.options, options);
  // The engine hands metadata on without looking into it: what it is made of is the app's to say.
  return page.manager as UploadManager<Metadata>;
}

/**
 * Two callers that disagree must not silently get the first one's. Functions are not told apart: a module that is loaded anew
 * while it is worked on brings the same ones again, as others.
 */
function refuseOthers(made: UploadManagerOptions, { ports, ...asked }: UploadManagerOptions) {
  for (const [name, value] of Object.entries(asked)) {
    if (told(value) !== told(made[name as keyof UploadManagerOptions]))
      throw new TypeError(`The page has an upload manager with other ${name}; load it anew`);
  }
}

function told(option: unknown): string {
  return typeof option + JSON.stringify(option);
}
