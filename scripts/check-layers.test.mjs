import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import configuration, { manager, managerLayers, react, reactLayers } from '../dependency-cruiser.config.mjs';
import { checkLayers } from './check-layers.mjs';
import { root } from './toolchain.mjs';

const server = 'packages/mock-server/src';
const libraries = ['valibot', 'zustand', 'ky', 'idb-keyval', 'hash-wasm', 'p-limit', 'react', 'vitest'];

/** A small house in which every import is allowed. */
const goodHouse = {
  [`${manager}/contract/index.ts`]: "export * from 'valibot';",
  [`${manager}/errors/upload-error.ts`]: "export * from '../contract/index.ts';",
  [`${manager}/core/transition.ts`]: "export * from '../errors/upload-error.ts';",
  [`${manager}/ports/clock.ts`]: "export type * from '../core/transition.ts';",
  [`${manager}/store/upload-store.ts`]:
    "export * from 'zustand/vanilla';\nexport * from '../core/transition.ts';",
  [`${manager}/upload-manager.ts`]: "export type * from './store/upload-store.ts';",
  [`${manager}/engine/dispatch.ts`]:
    "export * from '../ports/clock.ts';\nexport * from '../store/upload-store.ts';",
  [`${manager}/adapters/clock.ts`]: "export * from 'ky';\nexport * from '../ports/clock.ts';",
  [`${manager}/messages/english.ts`]: "export * from '../errors/upload-error.ts';",
  [`${manager}/create-upload-manager.ts`]:
    "export * from './adapters/clock.ts';\nexport * from './engine/dispatch.ts';",
  [`${manager}/get-upload-manager.ts`]: "export * from './create-upload-manager.ts';",
  [`${manager}/index.ts`]: "export * from './get-upload-manager.ts';",
  [`${manager}/testing/index.ts`]: "export * from '../engine/dispatch.ts';",
  [`${react}/index.ts`]: "export * from 'react';\nexport * from '@holdfast/upload-manager';",
  [`${server}/index.ts`]: "export * from './app.ts';",
  [`${server}/app.ts`]: "export * from './domain/quota.ts';",
  [`${server}/domain/quota.ts`]: "export * from '@holdfast/upload-manager/contract';",
  [`${server}/hosts/node.ts`]: "import 'node:fs';\nexport * from '../index.ts';",
  'demo/src/main.tsx': "export * from '@holdfast/react-uploader';",
  'test/e2e/upload.spec.ts': "export * from '@holdfast/mock-server/node';",
};
const floors = { [manager]: 12, [react]: 1, [server]: 4, 'demo/src': 1, test: 1 };

/** Each rule with an import that it exists to refuse. @type {readonly (readonly [rule: string, file: string, code: string])[]} */
const planted = [
  ['layer-contract', `${manager}/contract/routes.ts`, "export * from '../errors/upload-error.ts';"],
  ['layer-errors', `${manager}/errors/planted.ts`, "export * from '../core/transition.ts';"],
  ['layer-core', `${manager}/core/planted.ts`, "export type * from '../ports/clock.ts';"],
  ['layer-ports', `${manager}/ports/planted.ts`, "export * from '../store/upload-store.ts';"],
  ['layer-store', `${manager}/store/planted.ts`, "export * from '../ports/clock.ts';"],
  ['layer-upload-manager.ts', `${manager}/upload-manager.ts`, "export * from './adapters/clock.ts';"],
  ['layer-engine', `${manager}/engine/planted.ts`, "export * from '../adapters/clock.ts';"],
  ['layer-adapters', `${manager}/adapters/planted.ts`, "export * from '../store/upload-store.ts';"],
  ['layer-messages', `${manager}/messages/planted.ts`, "export * from '../core/transition.ts';"],
  [
    'layer-create-upload-manager.ts',
    `${manager}/create-upload-manager.ts`,
    "export * from './messages/english.ts';",
  ],
  [
    'layer-get-upload-manager.ts',
    `${manager}/get-upload-manager.ts`,
    "export * from './messages/english.ts';",
  ],
  [
    'layer-compose-upload-manager.ts',
    `${manager}/compose-upload-manager.ts`,
    "export * from './messages/english.ts';",
  ],
  ['layer-page-manager.ts', `${manager}/page-manager.ts`, "export * from './messages/english.ts';"],
  ['layer-public-api.ts', `${manager}/public-api.ts`, "export * from './messages/english.ts';"],
  ['layer-fetch', `${manager}/fetch/planted.ts`, "export * from '../messages/english.ts';"],
  ['layer-index.ts', `${manager}/index.ts`, "export * from './testing/index.ts';"],
  ['layer-testing', `${manager}/testing/planted.ts`, "export * from '../index.ts';"],
  ['libraries-contract', `${manager}/contract/planted.ts`, "export * from 'ky';"],
  ['libraries-errors', `${manager}/errors/planted.ts`, "export * from 'valibot';"],
  ['libraries-core', `${manager}/core/planted.ts`, "export * from 'zustand/vanilla';"],
  ['libraries-ports', `${manager}/ports/planted.ts`, "export * from 'idb-keyval';"],
  ['libraries-store', `${manager}/store/planted.ts`, "export * from 'p-limit';"],
  ['libraries-upload-manager.ts', `${manager}/upload-manager.ts`, "export * from 'ky';"],
  ['libraries-engine', `${manager}/engine/planted.ts`, "export { hash } from 'node:crypto';"],
  ['libraries-adapters', `${manager}/adapters/planted.ts`, "export * from 'zustand';"],
  ['libraries-messages', `${manager}/messages/planted.ts`, "export * from 'valibot';"],
  ['libraries-create-upload-manager.ts', `${manager}/create-upload-manager.ts`, "export * from 'ky';"],
  ['libraries-get-upload-manager.ts', `${manager}/get-upload-manager.ts`, "export * from 'ky';"],
  ['libraries-compose-upload-manager.ts', `${manager}/compose-upload-manager.ts`, "export * from 'ky';"],
  ['libraries-page-manager.ts', `${manager}/page-manager.ts`, "export * from 'ky';"],
  ['libraries-public-api.ts', `${manager}/public-api.ts`, "export * from 'ky';"],
  ['libraries-fetch', `${manager}/fetch/planted.ts`, "export * from 'ky';"],
  ['libraries-index.ts', `${manager}/index.ts`, "export * from 'ky';"],
  ['libraries-testing', `${manager}/testing/planted.ts`, "export * from 'ky';"],
  ['engine-knows-no-other-package', `${manager}/engine/planted.ts`, "export * from '@holdfast/mock-server';"],
  [
    'react-uses-the-public-entry',
    `${react}/planted.ts`,
    "export * from '@holdfast/upload-manager/contract';",
  ],
  [
    'react-uses-the-public-entry',
    `${react}/planted.ts`,
    "export * from '../../upload-manager/src/core/transition.ts';",
  ],
  ['react-tests-use-public-entries', `${react}/planted.test.tsx`, "import '../../mock-server/src/app.ts';"],
  [
    'react-tests-use-public-entries',
    `${react}/testing/planted.ts`,
    "import '../../../mock-server/src/app.ts';",
  ],
  ['react-layer-texts', `${react}/texts/planted.ts`, "export * from '../state/totals.ts';"],
  ['react-layer-state', `${react}/state/planted.ts`, "export * from '../hooks/use-uploads.ts';"],
  ['react-layer-files', `${react}/files/planted.ts`, "export * from '../hooks/use-uploads.ts';"],
  ['react-layer-hooks', `${react}/hooks/planted.ts`, "export * from '../parts/upload-item.tsx';"],
  ['react-layer-windowing', `${react}/windowing/planted.ts`, "export * from '../parts/upload-item.tsx';"],
  ['react-layer-parts', `${react}/parts/planted.tsx`, "export * from '../blocks/upload-panel.tsx';"],
  ['react-layer-blocks', `${react}/blocks/planted.tsx`, "export * from '../testing/index.ts';"],
  ['react-layer-styles', `${react}/styles/planted.ts`, "export * from '../hooks/use-uploads.ts';"],
  ['react-layer-upload.ts', `${react}/upload.ts`, "export * from './testing/index.ts';"],
  [
    'react-layer-create-upload-components.tsx',
    `${react}/create-upload-components.tsx`,
    "export * from './testing/index.ts';",
  ],
  ['react-layer-index.ts', `${react}/index.ts`, "export * from './testing/index.ts';"],
  ['react-layer-testing', `${react}/testing/planted.ts`, "export * from '../blocks/upload-panel.tsx';"],
  ['react-uploads-without-account', `${react}/hooks/planted.ts`, "export * from './account/use-quota.ts';"],
  ['react-has-no-network', `${react}/planted.ts`, "export * from 'ky';"],
  ['react-has-no-node', `${react}/planted.ts`, "import 'node:http';"],
  [
    'server-knows-only-the-contract',
    `${server}/domain/planted.ts`,
    "export * from '@holdfast/upload-manager';",
  ],
  ['server-domain-is-web-standard', `${server}/domain/planted.ts`, "import 'node:fs';"],
  [
    'server-domain-is-web-standard',
    `${server}/http/planted.ts`,
    "import type { Stats } from 'node:fs';\nexport type { Stats };",
  ],
  ['server-domain-is-web-standard', `${server}/app.ts`, "import 'crypto';"],
  ['server-domain-below-hosts', `${server}/storage/planted.ts`, "export * from '../hosts/node.ts';"],
  [
    'demo-and-test-use-public-entries',
    'demo/src/planted.ts',
    "export * from '../../packages/react-uploader/src/hooks.ts';",
  ],
  [
    'demo-and-test-use-public-entries',
    'test/planted.ts',
    "export * from '../packages/mock-server/src/app.ts';",
  ],
  [
    'no-circles',
    `${manager}/core/planted.ts`,
    "import type * as self from './other.ts';\nexport type A = typeof self;",
  ],
  ['no-unresolvable', `${manager}/core/planted.ts`, "export * from './nowhere.ts';"],
];

/** What some planted files need to exist beside them. */
const companions = {
  [`${manager}/core/other.ts`]: "import type * as self from './planted.ts';\nexport type B = typeof self;",
  [`${react}/hooks.ts`]: 'export const hooks = 1;',
  [`${react}/state/totals.ts`]: 'export const totals = 1;',
  [`${react}/hooks/use-uploads.ts`]: 'export const useUploads = 1;',
  [`${react}/hooks/account/use-quota.ts`]: 'export const useQuota = 1;',
  [`${react}/parts/upload-item.tsx`]: 'export const UploadItem = 1;',
  [`${react}/blocks/upload-panel.tsx`]: 'export const UploadPanel = 1;',
  [`${react}/testing/index.ts`]: 'export const testing = 1;',
};

describe('the import rules', () => {
  /** @type {string} */
  let house;

  beforeEach(() => {
    house = realpathSync(mkdtempSync(join(tmpdir(), 'holdfast-layers-')));
    for (const name of libraries) link(join(root, 'node_modules', name), `node_modules/${name}`);
    for (const name of ['upload-manager', 'react-uploader', 'mock-server']) {
      write(`packages/${name}/package.json`, '');
      cpSync(join(root, 'packages', name, 'package.json'), join(house, 'packages', name, 'package.json'));
      link(join(house, 'packages', name), `node_modules/@holdfast/${name}`);
    }
    for (const [file, code] of Object.entries(goodHouse)) write(file, code);
  });
  afterEach(() => rmSync(house, { recursive: true, force: true }));

  it('pass a house in which every import is allowed', async () => {
    const report = await checkLayers(house, floors);

    expect(report).toEqual({ violations: [], moduleCount: expect.any(Number) });
  });

  it.each(planted)('%s fails for an import planted in %s', async (rule, file, code) => {
    write(file, `${goodHouse[/** @type {keyof typeof goodHouse} */ (file)] ?? ''}\n${code}`);
    for (const [companion, content] of Object.entries(companions)) {
      if (code.includes(companion.split('/').at(-1) ?? '')) write(companion, content);
    }

    const { violations } = await checkLayers(house, floors);

    expect(violations).toContainEqual({ rule, from: file, to: expect.any(String) });
  });

  it('are all proven by a planted import', () => {
    const proven = new Set(planted.map(([rule]) => rule));

    expect(configuration.forbidden.map(({ name }) => name).filter((name) => !proven.has(name))).toEqual([]);
  });

  it('fail when nothing is there to be seen', async () => {
    rmSync(join(house, 'packages'), { recursive: true });
    rmSync(join(house, 'demo'), { recursive: true });
    rmSync(join(house, 'test'), { recursive: true });

    const { violations } = await checkLayers(house, floors);

    expect(violations.map(({ rule, from }) => [rule, from])).toEqual(
      Object.keys(floors).map((place) => ['enough-files-are-seen', place]),
    );
  });

  it.each([
    [manager, managerLayers],
    [react, reactLayers],
  ])('fail for a folder of %s that the table does not list', async (place, layers) => {
    write(`${place}/helpers/anything.ts`, 'export const anything = 1;');

    const { violations } = await checkLayers(house, floors);

    expect(Object.hasOwn(layers, 'helpers')).toBe(false);
    expect(violations).toContainEqual(expect.objectContaining({ rule: 'every-layer-is-listed' }));
  });

  /** @param {string} file @param {string} content */
  function write(file, content) {
    const path = join(house, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }

  /** @param {string} target @param {string} place */
  function link(target, place) {
    const path = join(house, place);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(target, path, 'dir');
  }
});
