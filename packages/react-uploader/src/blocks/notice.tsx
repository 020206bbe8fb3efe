'use client';
import type { ReactElement } from 'react';
import { usePartMarks } from '../hooks/class-names.tsx';
import { useLanguageProps } from '../hooks/use-language-props.ts';
import type { PartProps } from '../parts/part-props.ts';
import { useFocusHandover } from '../parts/use-focus-handover.ts';

/** Something to be read and put away. The focus that was on its buttons goes on when it goes. */
export function Notice({ ref, ...rest }: PartProps<'section'>): ReactElement {
  const languageProps = useLanguageProps();
  const part = usePartMarks();
  const elementRef = useFocusHandover(ref);
  // Another part, which has a class of its own or none.
  const mark = 'data-upload-part' in rest ? {} : part('notice');
  return <section {...languageProps} {...mark} {...rest} ref={elementRef} />;
}
