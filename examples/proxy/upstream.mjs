// The API that backworks.yaml stands before: two users in memory. It takes requests with its key only.
import { createServer } from 'node:http';

const KEY = 'key-of-the-example';
const users = [
  { id: 1, name: 'Ada' },
  { id: 2, name: 'Grace' },
];

const server = createServer(async (request, response) => {
  const { method, url, headers } = request;
  const answer = (status, body) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  if (headers['x-api-key'] !== KEY) return answer(401, { error: 'the key is missing' });
  if (method === 'POST' && url === '/users') return answer(201, add(await textOf(request), response));
  if (url === '/users') return answer(200, users);
  if (url === '/ticks') return tick(response);
  if (url === '/headers') {
    const { cookie = null, 'x-forwarded-prefix': prefix = null } = headers;
    return answer(200, { cookie, prefix });
  }
  const user = users.find(({ id }) => url === `/users/${id}`);
  return user === undefined ? answer(404, { error: `nothing at ${url}` }) : answer(200, user);
});

/** The new user, whose address is named as this server knows it. */
function add(text, response) {
  const user = { id: users.length + 1, ...JSON.parse(text) };
  users.push(user);
  response.setHeader('location', `${address()}/users/${user.id}`);
  return user;
}

async function textOf(request) {
  let text = '';
  for await (const part of request) text += part;
  return text;
}

/** Three events, one after the other. */
function tick(response) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  let count = 0;
  const timer = setInterval(() => {
    count += 1;
    response.write(`data: tick ${count}\n\n`);
    if (count === 3) response.end();
  }, 200);
  response.on('close', () => clearInterval(timer));
}

function address() {
  return `http://127.0.0.1:${server.address().port}`;
}

server.listen(Number(process.env.PORT ?? 9000), '127.0.0.1', () => console.log(`upstream on ${address()}`));
