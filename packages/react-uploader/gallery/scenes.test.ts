import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Children, isValidElement, type ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import * as library from '../src/index.ts';
import { scenes } from './scenes.ts';

/** The components that the package exports as ready blocks, by name. */
function exportedBlocks(): ReadonlyMap<string, unknown> {
  const exportList = readFileSync(join(import.meta.dirname, '../src/index.ts'), 'utf8');
  const names = [...exportList.matchAll(/^export \{ (\w+) \} from '\.\/blocks\//gm)].map(
    ([, name = '']) => name,
  );
  return new Map(names.map((name) => [name, Reflect.get(library, name)]));
}

/** Every component a scene names, also in what a list draws for a row. */
function componentsIn(node: ReactNode | ((id: string) => ReactNode)): readonly unknown[] {
  if (typeof node === 'function') return componentsIn(node('upload-1'));
  return Children.toArray(node).flatMap((child) =>
    isValidElement<{ children?: ReactNode }>(child)
      ? [child.type, ...componentsIn(child.props.children)]
      : [],
  );
}

describe('the gallery', () => {
  it('R-F10 has a scene for every block that the package exports', () => {
    const shown = new Set(Object.values(scenes).flatMap(({ element }) => componentsIn(element)));
    const blocks = [...exportedBlocks()];

    expect(blocks.length).toBeGreaterThan(12);
    expect(blocks.filter(([, block]) => !shown.has(block)).map(([name]) => name)).toEqual([]);
  });
});
