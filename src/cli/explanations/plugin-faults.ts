import { block, type CodesOf, type Explanation } from './explanation.ts';

const guarded = block`
  plugins: { access: { module_path: ./access.js, critical: true } }
  endpoints: { 'GET /users': { mock: { body: [] } } }
`;

/** A plugin that looks at every request. */
const guard = (code: string) => block`
  export default {
    name: 'access',
    version: '1.0.0',
    hooks: {
      beforeRequest(request) {
        ${code}
      },
    },
  };
`;

const starting = (code: string) => block`
  export default {
    name: 'access',
    version: '1.0.0',
    initialize(context) {
      ${code}
    },
  };
`;

const answered = block`
  plugins: { report: { module_path: ./report.js } }
  endpoints: { 'GET /daily': { plugin: { name: report, handler: daily } } }
`;

/** A plugin that answers. */
const handler = (code: string, more = '') =>
  block`
  export default {
    name: 'report',
    version: '1.0.0',
    ${more}
    handlers: {
      daily(request) {
        ${code}
      },
    },
  };
`.replace(/^ *\n/m, '');

const daily = 'GET /daily HTTP/1.1\nHost: 127.0.0.1:4000\n\n';

const sandboxed = (wanted: string) => block`
  plugins: { access: { module_path: ./access.js, sandbox: ${wanted} } }
  endpoints: { 'GET /users': { mock: { body: [] } } }
`;

const get = 'GET /users HTTP/1.1\nHost: 127.0.0.1:4000\n\n';

/** BW608x and BW704x: plugins that fail while they serve, or do not start. */
export const pluginFaults = {
  BW6080: {
    text: 'A critical plugin is one without which a request must not be answered, such as one that checks who asks. It failed, took too long, or is given up for the moment because it failed several times in a row, so that the request is refused. The log names the plugin and says what went wrong; it is tried again by itself.',
    bad: {
      config: guarded,
      files: { 'access.js': guard("throw new Error('no list of users');") },
      request: get,
      status: 503,
    },
    good: {
      config: guarded,
      files: {
        'access.js': guard("if (request.path === '/') return { path: '/users' };"),
      },
      request: get,
      status: 200,
    },
  },
  BW6081: {
    text: 'The endpoint is answered by a handler of a plugin, and the handler threw, or returned what cannot be sent. A plugin that runs in a process of its own may also have ended in the middle; it is started again by itself. The log has the words of the plugin.',
    bad: {
      config: answered,
      files: { 'report.js': handler("throw new Error('no data');") },
      request: daily,
      status: 502,
    },
    good: {
      config: answered,
      files: { 'report.js': handler('return { sold: 7 };') },
      request: daily,
      status: 200,
    },
  },
  BW6082: {
    text: 'A handler of a plugin has so long to begin its answer as `max_execution_time` of the plugin says, and 30 seconds when nobody says anything. It took longer, so that its signal was aborted and the client was told. An answer that is a stream may last longer once it has begun.',
    bad: {
      config: answered.replace('report.js', 'report.js, max_execution_time: 50ms'),
      files: { 'report.js': handler('return new Promise(() => {});') },
      request: daily,
      status: 504,
    },
    good: {
      config: answered,
      files: { 'report.js': handler("return 'nothing sold';") },
      request: daily,
      status: 200,
    },
  },
  BW6083: {
    text: 'The endpoint is answered by a plugin that does not run at the moment: its start failed, its process is being started again, its breaker is open because it failed several times in a row, or as many calls wait as `concurrent_operations` allows. It is tried again by itself; the answer says after how many seconds.',
    bad: {
      config: answered,
      files: { 'report.js': handler("return 'nothing sold';", "start() { throw new Error('no data'); },") },
      request: daily,
      status: 503,
    },
    good: {
      config: answered,
      files: { 'report.js': handler("return 'nothing sold';") },
      request: daily,
      status: 200,
    },
  },
  BW7040: {
    text: 'The plugin was loaded, and one of the steps of its start failed: `initialize`, `start`, or the health check after them. At the start of a server that ends it only if the plugin is critical; others are left out and tried again. A running server goes on with the plugins it has. The message names the step and has the words of the plugin.',
    bad: {
      command: 'backworks start --port 0',
      files: { 'backworks.yaml': guarded, 'access.js': starting("throw new Error('no list of users');") },
    },
    good: {
      command: 'backworks start --check',
      files: { 'backworks.yaml': guarded, 'access.js': starting("context.log.info('ready');") },
    },
  },
  BW7041: {
    text: 'A plugin with `sandbox: true` runs where it can reach no other process and no file that it was not given. That takes Linux with bubblewrap or with namespaces that may be made, or at least the permission model of Node.js, and this machine has none of them. Install bubblewrap, or do without: a process of its own keeps a fault of the plugin away, but not its ill will.',
    bad: {
      config: sandboxed('true'),
      files: { 'access.js': starting('') },
      when: 'the machine has nothing to make one with',
    },
    good: { config: sandboxed('false'), files: { 'access.js': starting('') } },
  },
} as const satisfies Readonly<Record<CodesOf<'BW608'> | CodesOf<'BW704'>, Explanation>>;
