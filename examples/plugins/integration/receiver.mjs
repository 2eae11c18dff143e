// The other system: it prints what it is told. PORT is 9000 unless it is set.
import { createServer } from 'node:http';

const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  console.log(body);
  response.writeHead(204).end();
});

server.listen(Number(process.env.PORT ?? 9_000), '127.0.0.1', () => {
  console.log(`receiver on http://127.0.0.1:${server.address().port}`);
});
