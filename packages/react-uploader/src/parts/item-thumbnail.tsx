'use client';
import { type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react';
import { useMergedRefs } from '../hooks/use-merged-refs.ts';
import { useUpload } from '../hooks/use-upload.ts';
import { useUploadManager } from '../hooks/use-upload-manager.ts';
import type { PartProps, PartRender } from './part-props.ts';
import { takesRef } from './takes-ref.ts';
import { useUploadItem } from './upload-item-context.ts';
import { usePart } from './use-part.ts';

export interface ItemThumbnailState {
  /** Whether the picture is there; until then, and for files that are none, the children are. @selector [data-loaded] */
  readonly isLoaded: boolean;
}

export interface ItemThumbnailProps extends PartProps<'span'> {
  /** What stands for files without a picture. */
  readonly children?: ReactNode;
  /** Larger files get no picture: the browser would decode all of it for a stamp. @default 30 MiB */
  readonly maxSizeBytes?: number;
  readonly render?: PartRender<PartProps<'span'>, ItemThumbnailState>;
}

const defaultMaxBytes = 30 * 1024 * 1024;

/** So far from the view the picture begins to load. */
const margin = '200px';

/**
 * A picture of an image that is being uploaded, from the file itself. It is read when the row comes near the view and
 * let go when it leaves, so that a thousand photos do not fill the memory. Decoration: the name is beside it.
 */
export const ItemThumbnail = takesRef(function ItemThumbnail(props: ItemThumbnailProps): ReactElement {
  const { children, maxSizeBytes = defaultMaxBytes, ...rest } = props;
  const draw = usePart('span', 'item-thumbnail', rest);
  const { id } = useUploadItem();
  const manager = useUploadManager();
  // A file that is chosen again after a reload comes later than its row.
  const hasFile = useUpload(id, () => manager.localFile(id) !== null) === true;
  const element = useRef<HTMLSpanElement>(null);
  const ref = useMergedRefs(element, rest.ref);
  const [url, setUrl] = useState<string | null>(null);
  const [isLoaded, setIsLoaded] = useState(false);

  useEffect(() => {
    const root = element.current;
    const file = hasFile ? manager.localFile(id) : null;
    if (root === null || file === null || !file.type.startsWith('image/') || file.size > maxSizeBytes) return;
    return whileNearView(root, () => {
      const picture = URL.createObjectURL(file);
      setUrl(picture);
      return () => {
        URL.revokeObjectURL(picture);
        setUrl(null);
        setIsLoaded(false);
      };
    });
  }, [manager, id, hasFile, maxSizeBytes]);

  return draw(
    { isLoaded },
    {},
    {
      ref,
      'aria-hidden': true,
      'data-loaded': isLoaded ? '' : undefined,
      children: (
        <>
          {!isLoaded && children}
          {url !== null && (
            <img
              src={url}
              alt=""
              decoding="async"
              draggable={false}
              hidden={!isLoaded}
              onLoad={() => setIsLoaded(true)}
              // Not a picture after all, or of a kind that this browser cannot show.
              onError={() => setUrl(null)}
            />
          )}
        </>
      ),
    },
  );
});

/** Begins something when an element comes near the view and ends it when it leaves, or when it is told to. */
function whileNearView(element: Element, begin: () => () => void): () => void {
  // Where nothing is laid out, as in jsdom, nothing is near.
  if (globalThis.IntersectionObserver === undefined) return () => {};
  let end: (() => void) | null = null;
  const observer = new IntersectionObserver(
    (entries) => {
      const isNear = entries.at(-1)?.isIntersecting === true;
      if (isNear === (end !== null)) return;
      end?.();
      end = isNear ? begin() : null;
    },
    { rootMargin: margin },
  );
  observer.observe(element);
  return () => {
    observer.disconnect();
    end?.();
  };
}
