'use client';
import { createContext, type ReactElement, type ReactNode, useCallback, useContext, useMemo } from 'react';

/** Classes of your own, by the name of the part (`data-upload-part`) that gets them. */
export type ClassNames = Readonly<Record<string, string>>;

export interface UploadClassNamesProps {
  /** Keep the object's identity between renders. What an outer `UploadClassNames` names is kept. */
  readonly value: ClassNames;
  readonly children?: ReactNode;
}

const ClassNamesContext = createContext<ClassNames>({});

/**
 * Gives classes to the parts inside the ready blocks below: the names are those of `data-upload-part`.
 * @example <UploadClassNames value={{ 'quota-card': 'card', button: 'btn' }}><QuotaCard /></UploadClassNames>
 */
export function UploadClassNames({ value, children }: UploadClassNamesProps): ReactElement {
  const outer = useContext(ClassNamesContext);
  const classNames = useMemo(() => ({ ...outer, ...value }), [outer, value]);
  return <ClassNamesContext.Provider value={classNames}>{children}</ClassNamesContext.Provider>;
}

export interface PartMark {
  readonly 'data-upload-part': string;
  readonly className?: string;
}

/** Marks the elements of a block: their part's name, and the class the app gave it. */
export function usePartMarks(): (name: string) => PartMark {
  const classNames = useContext(ClassNamesContext);
  return useCallback(
    (name) => {
      const className = Object.hasOwn(classNames, name) ? classNames[name] : undefined;
      return { 'data-upload-part': name, ...(className === undefined ? {} : { className }) };
    },
    [classNames],
  );
}
