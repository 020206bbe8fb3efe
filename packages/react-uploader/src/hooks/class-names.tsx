'use client';
import { createContext, type ReactElement, type ReactNode, useContext, useMemo } from 'react';

/** Classes of your own, by the name of the part (`data-upload-part`) that gets them. */
export type ClassNames = Readonly<Record<string, string>>;

export interface UploadClassNamesProps {
  /** Keep the object's identity between renders. What an outer `UploadClassNames` names is kept. */
  readonly value: ClassNames;
  /** What has parts in it. */
  readonly children?: ReactNode;
}

export interface PartMark {
  readonly 'data-upload-part': string;
  readonly className?: string;
}

interface PartMarks {
  readonly classNames: ClassNames;
  readonly mark: (name: string) => PartMark;
}

/** One function for all parts below a provider: a list renders thousands of them. */
function marksOf(classNames: ClassNames): PartMarks {
  return {
    classNames,
    mark(name) {
      const className = Object.hasOwn(classNames, name) ? classNames[name] : undefined;
      return { 'data-upload-part': name, ...(className === undefined ? {} : { className }) };
    },
  };
}

const PartMarksContext = createContext<PartMarks>(marksOf({}));

/**
 * Gives classes to the parts below, also to those inside the ready blocks: the names are those of `data-upload-part`. A
 * `className` on a part itself takes their place.
 * @example <UploadClassNames value={{ 'quota-card': 'card', button: 'btn' }}><QuotaCard /></UploadClassNames>
 */
export function UploadClassNames({ value, children }: UploadClassNamesProps): ReactElement {
  const outer = useContext(PartMarksContext).classNames;
  const marks = useMemo(() => marksOf({ ...outer, ...value }), [outer, value]);
  return <PartMarksContext.Provider value={marks}>{children}</PartMarksContext.Provider>;
}

/** Marks the elements of a part or a block: their part's name, and the class the app gave it. */
export function usePartMarks(): (name: string) => PartMark {
  return useContext(PartMarksContext).mark;
}
