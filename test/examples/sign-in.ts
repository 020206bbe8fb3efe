import { createUploadManager } from '@holdfast/upload-manager';

/** The app’s own sign-in, whatever it is made of. */
interface Account {
  readonly userId: string;
  getToken(options: { readonly force: boolean }): Promise<string>;
  onSignedIn(listener: () => void): void;
  onSignedOut(listener: () => void): void;
}

export function createUploads(account: Account) {
  const uploads = createUploadManager({
    session: 'none',
    storageNamespace: account.userId,
    // Asked before each call. `isRefresh`: the backend refused the last token; all uploads share one refresh.
    headers: async ({ isRefresh }) => ({
      authorization: `Bearer ${await account.getToken({ force: isRefresh })}`,
    }),
  });
  // Uploads whose new token was refused too wait with `wait.reason: 'sign-in'`; nothing has failed.
  account.onSignedIn(uploads.signedIn);
  account.onSignedOut(() => void uploads.signOut());
  return uploads;
}
