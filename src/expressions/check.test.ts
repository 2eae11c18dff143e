import { describe, expect, it } from 'vitest';
import { compileExpression } from './expression.ts';
import { applyFix } from './problem.ts';

function problemOf(text: string) {
  const [problem, ...others] = compileExpression(text).problems;
  if (problem === undefined) throw new Error(`${text} is sound`);
  expect(others).toEqual([]);
  return { ...problem, marked: text.slice(problem.start, problem.end) };
}

describe('a mistake', () => {
  it.each([
    ['bdy.n + 1', 'BW4002', 'bdy'],
    ['1 + nonsense_name', 'BW4002', 'nonsense_name'],
    ['body.items.map(x, x + y)', 'BW4002', 'y'],
    ['client.host', 'BW4002', 'host'],
    ["request['pth']", 'BW4002', 'pth'],
    ['1 + frobnicate(2)', 'BW4003', 'frobnicate'],
    ['(path.id).frobnicate()', 'BW4003', 'frobnicate'],
    ['path.id.default("x")', 'BW4003', 'default'],
    ['contains(path.id, "a")', 'BW4003', 'contains'],
    ['path.id == 7', 'BW4004', 'path.id == 7'],
    ['query.x.length', 'BW4004', 'length'],
    ['"a".substring("b")', 'BW4004', '"a".substring("b")'],
    ['path.id && true', 'BW4004', 'path.id && true'],
    ['x:-d', 'BW4005', 'x:-d'],
    ['', 'BW4006', ''],
    ['  ', 'BW4006', '  '],
    ['body.l.map(x, body.l.map(y, body.l.map(z, z)))', 'BW4008', 'body.l.map(z, z)'],
    ['x'.repeat(5000), 'BW4008', 'x'.repeat(5000)],
    ['path.id.matches(query.x)', 'BW4009', 'query.x'],
    ['path.id.matches("ab(?=c)")', 'BW4009', '(?='],
    ["path.id.matches(r'(a)\\1')", 'BW4009', '\\1'],
    ['path.id.matches("(a)\\\\1")', 'BW4009', '"(a)\\\\1"'],
    ['1 / 0', 'BW4012', '0'],
    ['body.n % 0.0', 'BW4012', '0.0'],
    ['9007199254740992 - 1', 'BW4013', '9007199254740992'],
    ['(1 + 2', 'BW4001', '2'],
    ['1 +', 'BW4001', '+'],
    ['"abc', 'BW4001', '"abc'],
    ['a b', 'BW4001', 'b'],
    ['headers.Authorization', 'BW4002', 'Authorization'],
    ["headers['X-Api-Key'] == 'x'", 'BW4002', "'X-Api-Key'"],
    ['default(headers.?Accept, "")', 'BW4002', 'Accept'],
    ['has(headers.Accept)', 'BW4002', 'Accept'],
    ["'Accept' in headers", 'BW4002', "'Accept'"],
    ['é', 'BW4001', 'é'],
    ['Math.floor(1)', 'BW4002', 'Math'],
    ['1 + req.query.page.x', 'BW4002', 'req'],
    ['JSON.stringify(bdy)', 'BW4002', 'JSON'],
    ["process.env['HOME']", 'BW4002', 'process'],
    ['uuid', 'BW4002', 'uuid'],
    ['json', 'BW4002', 'json'],
    ['!path.id', 'BW4004', '!path.id'],
  ])('in %s is %s at %s', (text, code, marked) => {
    expect(problemOf(text)).toMatchObject({ code, marked });
  });

  it.each([
    ['Math.floor(1)', /int\(x\)/],
    ['Object.keys(body)', /x\.map/],
    ['Date.now()', /now\(\)/],
    ['console.log(1)', /print nothing/],
    ['"a" + env.HOME', /`vars:`/],
    ['!path.id', /!has\(path\.id\)/],
    ['!id', /size\(id\) == 0/],
    ['json', /json\(x\)/],
  ])('%s is no name of ours that is misspelt, and is told what to write', (text, hint) => {
    const problem = problemOf(text);
    expect(problem.hint).toMatch(hint);
    expect(problem.rewrite).toBeUndefined();
  });

  it('is none where a macro binds the name', () => {
    expect(compileExpression('[1].map(env, env + 1)').problems).toEqual([]);
  });

  it('in several names is several problems', () => {
    expect(
      compileExpression('bdy.x + qury.y + foo(1)').problems.map(({ code, start }) => [code, start]),
    ).toEqual([
      ['BW4002', 0],
      ['BW4002', 8],
      ['BW4003', 17],
    ]);
  });

  it('is found however deep it is nested, without a crash', () => {
    for (const text of [
      `${'!'.repeat(4000)}true`,
      '['.repeat(2000),
      '('.repeat(4000),
      `1${'+1'.repeat(600)}`,
      'a.'.repeat(1000),
    ]) {
      expect(compileExpression(text).problems).not.toEqual([]);
    }
  });
});

describe('the rewrite of', () => {
  it.each([
    ['bdy.n', 'body.n'],
    ['client.prt', 'client.port'],
    ['path.id.length()', 'path.id.size()'],
    ['path.id.startWith("a")', 'path.id.startsWith("a")'],
    ['body.items.some(x, x == 1)', 'body.items.exists(x, x == 1)'],
    ["path.id == 'a' ? 1 : 'b'", "path.id == 'a' ? dyn(1) : 'b'"],
    ["query.page || '1'", "default(query.page, '1')"],
    ["query.a || query.b || 'c'", "default(query.a, default(query.b, 'c'))"],
    ["body.n ?? 'x'", "default(body.n, 'x')"],
    ['headers.x-a', "headers['x-a']"],
    ['"a" + headers.x-request-id', '"a" + headers[\'x-request-id\']'],
    ['headers.?content-type', "headers[?'content-type']"],
    ['query.page-2', "query['page-2']"],
    ['headers.X-Api-Key', "headers['x-api-key']"],
    ['headers.Authorization', 'headers.authorization'],
    ['headers["X-Api-Key"]', "headers['x-api-key']"],
    ['headers[?"Accept"]', "headers[?'accept']"],
    ['"Accept" in headers', "'accept' in headers"],
    ['path.id == 7', "path.id == '7'"],
    ['"n" + 1', '"n" + string(1)'],
    ['path.id === "a"', 'path.id == "a"'],
    ['path.id !== "a"', 'path.id != "a"'],
    ['path.id = "a = b"', 'path.id == "a = b"'],
    ['method == "GET" and id == "a and b"', 'method == "GET" && id == "a and b"'],
    ['not has(body.x)', '!has(body.x)'],
    ["path.id:-it's", "default(path.id, 'it\\'s')"],
    ['port:-3000', 'PORT:-3000'],
    ['port:?set it', 'PORT:?set it'],
    ['env.HOME', 'HOME'],
    ['process.env.HOME', 'HOME'],
    ['uuid', 'uuid()'],
    ['string(now)', 'string(now())'],
    ["query.page.orValue('1')", "query.?page.orValue('1')"],
    ['query.page.orValue(1)', "query.?page.orValue('1')"],
    ["headers['x-a'].orValue('b') + 'c'", "headers[?'x-a'].orValue('b') + 'c'"],
  ])('%s is %s', (text, mended) => {
    const { rewrite } = problemOf(text);
    expect(rewrite && applyFix(text, rewrite)).toBe(mended);
  });

  it('an expression is given only when it mends it', () => {
    expect(problemOf('(path.id + "a") || "b"').rewrite).toBeUndefined();
    expect(problemOf('zzzzzzzzzz').rewrite).toBeUndefined();
  });

  it('a header is given only where the request has headers', () => {
    expect(compileExpression("headers['x-a'] + query.X + body.Accept").problems).toEqual([]);
    expect(compileExpression('[{"A": 1}].map(headers, headers.A)').problems).toEqual([]);
  });

  it('a subtraction leaves text literals and numbers alone', () => {
    expect(compileExpression("'headers.x-a'").problems).toEqual([]);
    expect(compileExpression('body.x-1').problems).toEqual([]);
  });
});
