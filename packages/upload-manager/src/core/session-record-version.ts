/** Goes up when an older version of this library could misread what is written. */
export const sessionRecordVersion = 1;
