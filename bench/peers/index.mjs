/** Every peer a mock server is compared with, and how many times cheaper than it a request must be. */
import { fastify } from './fastify.mjs';
import { mockoon } from './mockoon.mjs';
import { wiremock } from './wiremock.mjs';

export const peers = [
  { name: 'fastify', start: fastify, timesCheaper: 1.3 },
  { name: 'mockoon', start: mockoon, timesCheaper: 30 },
  { name: 'wiremock', start: wiremock, timesCheaper: 5 },
];
