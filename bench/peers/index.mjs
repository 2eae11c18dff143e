/** The mock servers ours is compared with, and how many times cheaper than theirs a request must be. */
import { mockoon } from './mockoon.mjs';
import { wiremock } from './wiremock.mjs';

export const peers = [
  { name: 'mockoon', start: mockoon, timesCheaper: 30 },
  { name: 'wiremock', start: wiremock, timesCheaper: 5 },
];
