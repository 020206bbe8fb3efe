import { describe, expectTypeOf, it } from 'vitest';
import type { Message, PlaceholderIn, Translation } from './message.ts';
import type { ValuesOf } from './message-values.ts';

const words = {
  hello: 'Hello',
  remove: 'Remove {name} of {size}',
  files: { one: '{count} file of {size}', other: '{count} files of {size}' },
  space: ['{used} of {limit}', '{used}'],
} as const satisfies Record<string, Message>;
type Words = typeof words;

const german = {
  hello: 'Hallo',
  remove: '{name} von {size} entfernen',
  files: { one: '{count} Datei von {size}', other: '{count} Dateien von {size}' },
  space: ['{used} von {limit}', '{used}'],
} as const;

// The compiler proves these: the lane of types fails when one is wrong.
describe('the types of messages', () => {
  it('know the values in a sentence', () => {
    expectTypeOf<PlaceholderIn<'Remove {name} of {size}'>>().toEqualTypeOf<'name' | 'size'>();
    expectTypeOf<PlaceholderIn<'Remove'>>().toBeNever();
  });

  it('ask for every value with its kind, for the count of a plural, and for none of a list', () => {
    expectTypeOf<ValuesOf<Words['remove']>[0]>().toEqualTypeOf<{
      readonly name: string;
      readonly size: number;
    }>();
    expectTypeOf<{ readonly size: number }>().not.toExtend<ValuesOf<Words['files']>[0]>();
    expectTypeOf<[]>().not.toExtend<ValuesOf<Words['remove']>>();
    expectTypeOf<[]>().toExtend<ValuesOf<Words['hello']>>();
    expectTypeOf<[]>().toExtend<ValuesOf<Words['space']>>();
  });

  it('refuse a translation without a message, of another kind, or without a plural form of its language', () => {
    expectTypeOf(german).toExtend<Translation<Words, 'de'>>();
    expectTypeOf<Omit<typeof german, 'hello'>>().not.toExtend<Translation<Words, 'de'>>();
    expectTypeOf<Omit<typeof german, 'space'> & { space: string }>().not.toExtend<Translation<Words, 'de'>>();
    // Arabic has six forms, and these are the German two.
    expectTypeOf(german).not.toExtend<Translation<Words, 'ar'>>();
  });
});
