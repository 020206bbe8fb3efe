import type { UploadStatus } from '@holdfast/upload-manager';
import type { ItemAction } from '../parts/item-button.tsx';

/** One row of an upload list as the page shows it now: everything is read from the page each time it is asked for. */
export interface UploadRow {
  readonly element: HTMLElement;
  /** What the row is called, as it is shown and read out: the file's name. Empty when nothing says it. */
  readonly name: string;
  readonly status: UploadStatus;
  /** The status in the words that are shown, or `null` when the row shows none. */
  readonly statusText: string | null;
  /** What the progress bar says, in whole percent, or `null` when it says nothing. */
  readonly percent: number | null;
  /** What its buttons do, in the order they are shown. */
  readonly actions: readonly ItemAction[];
  /** The button for an action. Throws when the row has none. */
  button(action: ItemAction): HTMLButtonElement;
}

export interface UploadRowOptions {
  /** Where to look. @default the whole page */
  readonly within?: Element;
}

/**
 * The row of the file with this name. Throws, and says which rows there are, unless there is exactly one.
 * @example
 * expect(uploadRow('film.mp4').status).toBe('uploading');
 * await user.click(uploadRow('film.mp4').button('pause'));
 */
export function uploadRow(name: string, options?: UploadRowOptions): UploadRow {
  const rows = uploadRows(options);
  const found = rows.filter((row) => row.name === name);
  const [row] = found;
  if (row !== undefined && found.length === 1) return row;
  const shown = rows.map((other) => other.name || nameless).join(', ') || 'none';
  throw new Error(`${found.length} upload rows are called "${name}". Rows on the page: ${shown}.`);
}

const nameless =
  'one without a name (for screen readers too: put <ItemName /> into it, or give an element of yours the nameId of useUploadItem())';

/** Every row that is on the page, in order. Of a long list these are the rows near the view. */
export function uploadRows({ within = document.body }: UploadRowOptions = {}): readonly UploadRow[] {
  return Array.from(within.querySelectorAll<HTMLElement>('[data-upload-part="item"]'), toRow);
}

function toRow(element: HTMLElement): UploadRow {
  const textOf = (part: string) =>
    element.querySelector(`[data-upload-part="${part}"]`)?.textContent?.trim() ?? null;
  const buttons = () => Array.from(element.querySelectorAll<HTMLButtonElement>('[data-action]'));
  // The attributes are the parts' own, and hold nothing but these values.
  const actionOf = (button: HTMLElement) => button.dataset.action as ItemAction;
  const row: UploadRow = {
    element,
    get name() {
      return textOf('item-name') ?? labelOf(element);
    },
    get status() {
      return element.dataset.status as UploadStatus;
    },
    get statusText() {
      return textOf('item-status');
    },
    get percent() {
      const value = element.querySelector('[role="progressbar"]')?.getAttribute('aria-valuenow') ?? null;
      return value === null ? null : Number(value);
    },
    get actions() {
      return buttons().map(actionOf);
    },
    button(action) {
      const found = buttons().find((button) => actionOf(button) === action);
      if (found !== undefined) return found;
      throw new Error(`The row of "${row.name}" has no button "${action}", only: ${row.actions.join(', ')}.`);
    },
  };
  return row;
}

/** What the page calls the row with an element of its own, or with a label. */
function labelOf(element: Element): string {
  const labels = (element.getAttribute('aria-labelledby') ?? '').split(' ');
  const texts = labels.map((id) => element.ownerDocument.getElementById(id)?.textContent ?? '');
  return texts.join(' ').trim() || (element.getAttribute('aria-label') ?? '');
}
