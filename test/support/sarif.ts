import { Ajv, type ErrorObject } from 'ajv';

/**
 * What SARIF 2.1.0 says about the parts of it that we write
 * (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html). Nothing else may be there, so whoever writes
 * another property looks up its rules first.
 */
const definitions = {
  /** 3.11 */
  message: closed({ text: { type: 'string', minLength: 1 } }, ['text']),
  /** 3.12 */
  multiformat: closed(
    { text: { type: 'string', minLength: 1 }, markdown: { type: 'string', minLength: 1 } },
    ['text'],
  ),
  /** 3.4: a relative reference has no scheme, no leading slash and no backslash. */
  artifactLocation: closed(
    {
      uri: { type: 'string', pattern: "^(?!/)(?:[A-Za-z0-9._~!$&'()*+,;=@/-]|%[0-9A-F]{2})+$" },
      uriBaseId: { const: 'SRCROOT' },
      description: { $ref: '#/definitions/message' },
    },
    ['uri'],
  ),
  /** 3.30 */
  region: {
    ...closed(
      {
        startLine: { type: 'integer', minimum: 1 },
        startColumn: { type: 'integer', minimum: 1 },
        endLine: { type: 'integer', minimum: 1 },
        endColumn: { type: 'integer', minimum: 1 },
      },
      ['startLine'],
    ),
    dependentRequired: { startColumn: ['endLine', 'endColumn'], endColumn: ['startColumn'] },
  },
  /** 3.29 */
  physicalLocation: closed(
    {
      artifactLocation: { $ref: '#/definitions/artifactLocation' },
      region: { $ref: '#/definitions/region' },
    },
    ['artifactLocation', 'region'],
  ),
  /** 3.28 */
  location: closed(
    {
      id: { type: 'integer', minimum: 0 },
      physicalLocation: { $ref: '#/definitions/physicalLocation' },
      logicalLocations: list(closed({ fullyQualifiedName: { type: 'string', minLength: 1 } }, []), 1),
      message: { $ref: '#/definitions/message' },
    },
    ['physicalLocation'],
  ),
  /** 3.55, 3.56, 3.57 */
  fix: closed(
    {
      description: { $ref: '#/definitions/message' },
      artifactChanges: list(
        closed(
          {
            artifactLocation: { $ref: '#/definitions/artifactLocation' },
            replacements: list(
              closed(
                {
                  deletedRegion: { $ref: '#/definitions/region' },
                  insertedContent: closed({ text: { type: 'string' } }, ['text']),
                },
                ['deletedRegion'],
              ),
              1,
            ),
          },
          ['artifactLocation', 'replacements'],
        ),
        1,
      ),
    },
    ['artifactChanges'],
  ),
  /** 3.49; the three texts are what GitHub asks for besides. */
  rule: closed(
    {
      id: { type: 'string', pattern: '^BW\\d{4}$' },
      shortDescription: { $ref: '#/definitions/multiformat' },
      fullDescription: { $ref: '#/definitions/multiformat' },
      help: { $ref: '#/definitions/multiformat' },
      defaultConfiguration: closed({ level: { enum: ['none', 'note', 'warning', 'error'] } }, []),
    },
    ['id', 'shortDescription', 'fullDescription', 'help'],
  ),
  /** 3.27 */
  result: closed(
    {
      ruleId: { type: 'string' },
      ruleIndex: { type: 'integer', minimum: 0 },
      level: { enum: ['none', 'note', 'warning', 'error'] },
      message: { $ref: '#/definitions/message' },
      locations: list({ $ref: '#/definitions/location' }, 1),
      relatedLocations: { ...list({ $ref: '#/definitions/location' }, 1), uniqueItems: true },
      partialFingerprints: { type: 'object', additionalProperties: { type: 'string' } },
      fixes: { ...list({ $ref: '#/definitions/fix' }, 1), uniqueItems: true },
    },
    ['ruleId', 'ruleIndex', 'message', 'locations', 'partialFingerprints'],
  ),
  /** 3.14 */
  run: closed(
    {
      tool: closed(
        {
          driver: closed(
            {
              name: { const: 'backworks' },
              version: { type: 'string' },
              rules: { ...list({ $ref: '#/definitions/rule' }, 0), uniqueItems: true },
            },
            ['name'],
          ),
        },
        ['driver'],
      ),
      columnKind: { const: 'utf16CodeUnits' },
      originalUriBaseIds: {
        type: 'object',
        additionalProperties: closed({ description: { $ref: '#/definitions/message' } }, []),
      },
      results: list({ $ref: '#/definitions/result' }, 0),
    },
    ['tool', 'results', 'columnKind'],
  ),
};

const schema = {
  ...closed(
    {
      $schema: { type: 'string' },
      version: { const: '2.1.0' },
      runs: list({ $ref: '#/definitions/run' }, 1),
    },
    ['version', 'runs'],
  ),
  definitions,
};

const validate = new Ajv({ allErrors: true, strict: false }).compile<SarifLog>(schema);

/** The part of a log that tests look into. */
export interface SarifLog {
  readonly runs: readonly [SarifRun];
}

export interface SarifRun {
  readonly tool: {
    readonly driver: {
      readonly rules: readonly { readonly id: string; readonly shortDescription: SarifText }[];
    };
  };
  readonly results: readonly SarifResult[];
}

export interface SarifText {
  readonly text: string;
}

export interface SarifLocation {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
    readonly region: Readonly<Record<string, number>>;
  };
}

export interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: SarifText;
  readonly locations: readonly [SarifLocation];
  readonly relatedLocations?: readonly SarifLocation[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly fixes?: readonly unknown[];
}

/** @throws Error that says where the log is not SARIF. */
export function readSarif(text: string): SarifLog {
  const log: unknown = JSON.parse(text);
  if (!validate(log)) throw new Error(validate.errors?.map(inWords).join('\n'));
  for (const { tool, results } of log.runs) {
    const { rules } = tool.driver;
    for (const { ruleId, ruleIndex } of results) {
      if (rules[ruleIndex]?.id !== ruleId) throw new Error(`rule ${ruleIndex} is not ${ruleId}`);
    }
    if (new Set(rules.map(({ id }) => id)).size !== rules.length) throw new Error('a rule is there twice');
  }
  return log;
}

function inWords({ instancePath, message, params }: ErrorObject): string {
  return `${instancePath} ${message} ${JSON.stringify(params)}`;
}

function closed(properties: object, required: readonly string[]): object {
  return { type: 'object', properties, required, additionalProperties: false };
}

function list(items: object, minItems: number): object {
  return { type: 'array', items, minItems };
}
