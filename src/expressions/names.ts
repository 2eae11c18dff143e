/** A name that every expression knows. */
export interface Name {
  readonly name: string;
  /** In the notation of CEL; `dyn` is any type. */
  readonly type: string;
  readonly summary: string;
  /** The members it has, when they are fixed. */
  readonly members?: readonly string[];
}

/** What an expression may read, in one table: the environment, suggestions and docs are made from it. */
export const NAMES: readonly Name[] = [
  { name: 'method', type: 'string', summary: 'The request method, such as GET.' },
  { name: 'path', type: 'map<string, string>', summary: 'The parameters of the path, percent-decoded.' },
  {
    name: 'query',
    type: 'map<string, string>',
    summary: 'The query; the last value of a name that is repeated.',
  },
  { name: 'headers', type: 'map<string, string>', summary: 'The request headers; names in lower case.' },
  { name: 'cookies', type: 'map<string, string>', summary: 'The cookies of the request.' },
  {
    name: 'body',
    type: 'dyn',
    summary: 'The decoded body: a value from JSON, a map from a form, text, or bytes; null when empty.',
  },
  {
    name: 'auth',
    type: 'map<string, dyn>',
    summary: 'Not yet, always empty: who is signed in, once a plugin says so.',
  },
  {
    name: 'client',
    type: 'map<string, dyn>',
    summary: 'The peer: its ip and port.',
    members: ['ip', 'port'],
  },
  { name: 'id', type: 'string', summary: 'The request id.' },
  {
    name: 'request',
    type: 'map<string, dyn>',
    summary: 'The request line: method, path and search as sent, and url, which is both.',
    members: ['method', 'path', 'search', 'url'],
  },
  { name: 'state', type: 'map<string, dyn>', summary: 'Not yet, always empty: state of the mock.' },
  { name: 'vars', type: 'map<string, dyn>', summary: 'The `vars:` of the file.' },
];

/** The maps of text to text, whose keys may hold dashes. */
export const TEXT_MAPS: readonly string[] = NAMES.filter(({ type }) => type === 'map<string, string>').map(
  ({ name }) => name,
);
