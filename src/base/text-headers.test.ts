import { describe, expect, it } from 'vitest';
import { textHeaders } from './text-headers.ts';

describe('the headers', () => {
  it('are text, with several values joined', () => {
    expect(textHeaders({ a: '1', 'set-cookie': ['x=1', 'y=2'], none: undefined })).toEqual({
      a: '1',
      'set-cookie': 'x=1, y=2',
    });
  });
});
