'use client';
import { type ReactElement, useRef } from 'react';
import { mergeRefs } from '../hooks/merge-refs.ts';
import { useLanguageProps } from '../hooks/use-language-props.ts';
import type { PartProps } from '../parts/part-props.ts';
import { useFocusHandover } from '../parts/use-focus-handover.ts';

/** Something to be read and put away. The focus that was on its buttons goes on when it goes. */
export function Notice({ ref, ...rest }: PartProps<'section'>): ReactElement {
  const languageProps = useLanguageProps();
  const element = useRef<HTMLElement>(null);
  useFocusHandover(element);
  return <section {...languageProps} data-upload-part="notice" {...rest} ref={mergeRefs(element, ref)} />;
}
