import {
  type AnyRouteName,
  cascadeResult,
  createEntityRequest,
  deleteEntityQuery,
  entity,
  entityList,
  entityQuery,
  pageQuery,
  referencedFileList,
  referenceList,
  referenceQuery,
  referenceRequest,
  referenceState,
  updateEntityRequest,
} from '@holdfast/upload-manager/contract';
import { json, type Operation } from '../operation.ts';

const tag = 'References and entities';

/** What files are for: references, and the entities that make them. */
export const entityOperations = {
  addReference: {
    summary: 'Add a reference to a file; again and again the same',
    tag,
    permission: 'files:write',
    body: referenceRequest,
    answers: { 200: json('The reference, and how many the file has', referenceState) },
  },
  removeReference: {
    summary:
      'Remove a reference from a file, named in the body or in the query; the last one gone deletes nothing',
    tag,
    permission: 'files:write',
    body: referenceRequest,
    answers: { 200: json('The reference, and how many the file still has', referenceState) },
  },
  listReferences: {
    summary: 'List what files are for, and count the active files of each reference',
    tag,
    permission: 'files:read',
    headers: ['workspace'],
    query: referenceQuery,
    answers: { 200: json('A page of references', referenceList) },
  },
  referencedFiles: {
    summary: 'List the active files of a reference, and count them',
    tag,
    permission: 'files:read',
    headers: ['workspace'],
    query: pageQuery,
    answers: { 200: json('A page of files', referencedFileList) },
  },
  deleteReference: {
    summary: 'Remove a reference from all files and delete those that have no other',
    tag,
    permission: 'files:delete',
    headers: ['workspace'],
    answers: { 200: json('How many files were deleted', cascadeResult) },
    errors: ['invalid_request'],
  },
  createEntity: {
    summary: 'Make an entity; the files its attributes name are referred to',
    tag,
    permission: 'entities:write',
    headers: ['workspace', 'idempotency'],
    body: createEntityRequest,
    answers: { 201: json('The entity', entity) },
    errors: ['plan_limit_reached', 'storage_unavailable'],
  },
  listEntities: {
    summary: 'List entities, newest first, or those in the trash: put there, or below one that was',
    tag,
    permission: 'files:read',
    headers: ['workspace'],
    query: entityQuery,
    answers: { 200: json('A page of entities', entityList) },
  },
  getEntity: {
    summary: 'Read an entity',
    tag,
    permission: 'files:read',
    answers: { 200: json('The entity', entity) },
  },
  updateEntity: {
    summary: 'Save the attributes of an entity, put it into the trash or take it out',
    tag,
    permission: 'entities:write',
    body: updateEntityRequest,
    answers: { 200: json('The entity as it is now', entity) },
    errors: ['session_state_conflict', 'storage_unavailable'],
  },
  deleteEntity: {
    summary: 'Put an entity into the trash, or delete it for good with all below it and their files',
    tag,
    permission: 'entities:write',
    query: deleteEntityQuery,
    answers: { 200: json('How many files went with it', cascadeResult) },
  },
} as const satisfies Partial<Record<AnyRouteName, Operation>>;
