import { describeApiTransport } from './api-transport.suite.ts';
import { createFetchApiTransport } from './fetch-api-transport.ts';
import { createKyApiTransport } from './ky-api-transport.ts';

describeApiTransport('ky', createKyApiTransport);
describeApiTransport('fetch', createFetchApiTransport);
