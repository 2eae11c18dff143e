import { block, type CodesOf, type Explanation } from './explanation.ts';

type Code = Exclude<CodesOf<'BW1'>, CodesOf<'BW102'>>;

const shop = block`
  endpoints:
    GET /users: { mock: { body: [] } }
`;

/** BW10xx: one file as bytes and as YAML. */
export const reading = {
  BW1001: {
    text: 'Commands look for backworks.yaml, backworks.yml or backworks.json in this folder and in those above it, up to the root of the repository or your home folder. There is none, so there is nothing to serve or to check. Write one with `backworks init`, go to the folder that has one, or name the file with -c.',
    bad: { command: 'backworks start --check', files: { 'README.md': 'nothing here yet\n' } },
    good: {
      command: 'backworks start --check -c api.yaml',
      files: { 'api.yaml': shop },
    },
  },
  BW1002: {
    text: 'Two files in one folder could be the configuration: only the first of backworks.yaml, backworks.yml and backworks.json is read. Whoever edits the other one sees no effect, so it is reported. Remove the file you do not need, or name the one you mean with -c. This is a warning: the first file is used.',
    bad: {
      command: 'backworks start --check',
      files: { 'backworks.yaml': shop, 'backworks.json': '{ "endpoints": {} }\n' },
    },
    good: {
      command: 'backworks start --check -c backworks.yaml',
      files: { 'backworks.yaml': shop, 'backworks.json': '{ "endpoints": {} }\n' },
    },
  },
  BW1003: {
    text: 'The path leads to a folder or something else that is no file. A configuration is one file, which may name others. Name the file itself.',
    bad: { command: 'backworks start --check -c shop', files: { 'shop/backworks.yaml': shop } },
    good: {
      command: 'backworks start --check -c shop/backworks.yaml',
      files: { 'shop/backworks.yaml': shop },
    },
  },
  BW1004: {
    text: 'The file that was named does not exist, or this user may not read it. Nothing was checked, because there is no text to check. Look for a slip in the path, which is relative to the folder you are in, and at the permissions of the file.',
    bad: { command: 'backworks start --check -c shp.yaml', files: { 'shop.yaml': shop } },
    good: { command: 'backworks start --check -c shop.yaml', files: { 'shop.yaml': shop } },
  },
  BW1005: {
    text: 'The bytes of the file are UTF-16, which some editors and older Windows shells write. A configuration is UTF-8, as YAML files are everywhere else. Save it again as UTF-8; every editor has a setting for that.',
    bad: { config: shop, encoding: 'UTF-16' },
    good: { config: shop },
  },
  BW1006: {
    text: 'The file has bytes that are no UTF-8, or a NUL character. Mostly it was saved in an older encoding such as ISO 8859-1 or Windows-1252, where a letter like "ö" is one byte. Guessing the encoding could change your texts, so save the file again as UTF-8.',
    bad: {
      config: block`
        endpoints:
          GET /hello: { mock: { text: Schöne Grüße } }
      `,
      encoding: 'ISO 8859-1',
    },
    good: {
      config: block`
        endpoints:
          GET /hello: { mock: { text: Schöne Grüße } }
      `,
    },
  },
  BW1007: {
    text: 'The file is larger than 8 MiB. A file of that size is slow to edit, to compare and to load, and it is nearly always made of long bodies rather than of endpoints. Move the bodies into files of their own and name them with `file:`, or split the configuration with `include:`.',
    bad: {
      config: block`
        endpoints:
          GET /report: { mock: { text: "a text that goes on and on" } }
      `,
      when: 'the text is longer than 8 MiB',
    },
    good: {
      config: block`
        endpoints:
          GET /report: { mock: { file: ./report.txt } }
      `,
      files: { 'report.txt': 'a text that goes on and on\n' },
    },
  },
  BW1010: {
    text: 'The text is no YAML: a colon, a quote, a bracket or the indentation is not what the language asks for. The mark shows where the reader could not go on; the mistake is there or shortly before it. Keys end with a colon and a space, children are indented by spaces, and a text with a colon or a special sign at its beginning stands in quotes.',
    bad: {
      config: block`
        description: shop: the API
        endpoints:
          GET /users: { mock: { body: [] } }
      `,
    },
    good: {
      config: block`
        description: "shop: the API"
        endpoints:
          GET /users: { mock: { body: [] } }
      `,
    },
  },
  BW1011: {
    text: 'A line is indented with a tab. YAML takes only spaces for indentation, because a tab is as wide as the editor of the moment shows it. Replace each tab by two spaces, and set your editor to write spaces in YAML files.',
    bad: { config: 'endpoints:\n\tGET /users:\n\t\tmock: { body: [] }\n' },
    good: { config: 'endpoints:\n  GET /users:\n    mock: { body: [] }\n' },
  },
  BW1012: {
    text: 'The file is empty or holds nothing but comments. A configuration names at least its endpoints, otherwise there is nothing to answer. Begin with `endpoints:`, or let `backworks init` write a first file.',
    bad: { config: '# the API of the shop\n' },
    good: { config: `# the API of the shop\n${shop}` },
  },
  BW1013: {
    text: 'A line `---` begins a second document in the same file. One file describes one API, so it would be unclear what the second document is for. Remove the line to make one document of the two, or move the second one into a file of its own.',
    bad: { config: `${shop}---\nserver: { port: 4000 }\n` },
    good: { config: `${shop}server: { port: 4000 }\n` },
  },
  BW1014: {
    text: 'The same key stands twice in one mapping. Only one of its values could count, and readers of YAML disagree which. Keep one of the two; two endpoints of one path need different methods.',
    bad: {
      config: block`
        endpoints:
          GET /users: { mock: { body: [] } }
          GET /users: { mock: { status: 404 } }
      `,
    },
    good: {
      config: block`
        endpoints:
          GET /users: { mock: { body: [] } }
          POST /users: { mock: { status: 201 } }
      `,
    },
  },
  BW1015: {
    text: 'Inside braces or brackets, and before a colon, the `{` or `}` of a template is a sign of YAML itself, so the value is torn apart there. Put quotes around the whole value. Single quotes save you from escaping double quotes inside the expression.',
    bad: {
      config: block`
        endpoints:
          GET /users/{id}: { mock: { body: { id: \${path.id} } } }
      `,
    },
    good: {
      config: block`
        endpoints:
          GET /users/{id}: { mock: { body: { id: "\${path.id}" } } }
      `,
    },
  },
  BW1016: {
    text: 'An alias such as `*users` repeats what an anchor `&users` marked before it. The anchor is missing, comes later, holds the alias itself, or there are more aliases than a file may have. Define the anchor first, for example below a key that begins with `x-`; a text that begins with `*` stands in quotes.',
    bad: {
      config: block`
        endpoints:
          GET /users: { mock: *empty }
      `,
    },
    good: {
      config: block`
        x-empty: &empty { body: [] }
        endpoints:
          GET /users: { mock: *empty }
      `,
    },
  },
  BW1017: {
    text: 'Lists and mappings are nested deeper than 100 levels. Nobody writes that by hand, and reading it could exhaust the stack of the process. Flatten the value, or put it into a JSON file and name that with `file:`.',
    bad: {
      config: `endpoints:\n  GET /deep: { mock: { body: ${'['.repeat(101)}${']'.repeat(101)} } }\n`,
    },
    good: {
      config: block`
        endpoints:
          GET /deep: { mock: { file: ./deep.json } }
      `,
      files: { 'deep.json': '[[[[]]]]\n' },
    },
  },
  BW1018: {
    text: 'A list, a mapping or nothing at all stands where a key is wanted. YAML allows that, but settings have names, and a name is one text. Write the key as plain or quoted text.',
    bad: {
      config: block`
        endpoints:
          ? [GET, /users]
          : { mock: { body: [] } }
      `,
    },
    good: { config: shop },
  },
  BW1019: {
    text: 'The configuration has more than 10,000 mistakes. So many are listed, and errors rather than warnings; the others are left out, as nobody reads them and a million would fill the memory. Mostly they have one cause, such as a file that was generated for something else. Mend the first ones and check again.',
    bad: { config: 'endpoints: {}\nunknown0: 0\nunknown1: 1\n', when: 'more than 10,000 such lines follow' },
    good: { config: shop },
  },
} as const satisfies Readonly<Record<Code, Explanation>>;
