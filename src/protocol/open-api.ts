import * as z from 'zod';
import { errorCodes } from '../base/errors.ts';
import { Checkpoint } from '../model/checkpoint.ts';
import { LayoutNode } from '../model/layout-node.ts';
import * as reports from '../model/report.ts';
import * as answers from './answers.ts';
import type { Method } from './method.ts';
import { methods } from './methods.ts';
import * as sessionAnswers from './session-answers.ts';
import { LINES, PROTOCOL } from './wire.ts';

type Json = Readonly<Record<string, unknown>>;

/** Everything that can be asked over the socket, as an OpenAPI 3.1 document. */
export function openApi(version: string): Json {
  const entries = Object.entries(methods);
  return {
    openapi: '3.1.0',
    info: {
      title: 'stet',
      version,
      summary: 'Terminals that are kept, restored and driven',
      description: `Protocol ${PROTOCOL}, spoken on the unix socket of the daemon.`,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: 'http://stet', description: 'any name: the unix socket decides' }],
    paths: {
      '/v1/ping': { get: pingOperation },
      '/v1/follow': { get: followOperation },
      '/v1/attach': { get: attachOperation },
      ...Object.fromEntries(
        entries.map(([name, method]) => [`/v1/${name}`, { post: operationOf(name, method) }]),
      ),
    },
    components: { schemas: { ...requestSchemas(), ...resultSchemas(), Caller, Failure } },
  };
}

type About = Pick<Method<z.ZodType, z.ZodType>, 'summary' | 'kind' | 'since'>;

function operationOf(name: string, { summary, kind, since }: About): Json {
  return {
    operationId: name,
    summary,
    description: `${kind === 'write' ? 'Writes' : 'Reads'}; since protocol ${since}.`,
    requestBody: { content: json({ $ref: reference(requestName(name)) }) },
    responses: {
      200: {
        description: 'The answer; in lines with what goes on meanwhile, when that is accepted',
        content: {
          ...json({ $ref: reference(resultName(name)) }),
          [LINES]: { schema: { type: 'string' } },
        },
      },
      default: failed,
    },
  };
}

const failed: Json = {
  description: 'It failed: the code tells how, and the suggestion what to do',
  content: json({ $ref: reference('Failure') }),
};

const pingOperation: Json = {
  operationId: 'ping',
  summary: 'Ask who is there',
  responses: {
    200: {
      description: 'The daemon, and what it speaks',
      content: json({
        type: 'object',
        required: ['version', 'protocol', 'oldestProtocol', 'pid', 'sessions'],
        properties: {
          version: { type: 'string' },
          protocol: { type: 'integer' },
          oldestProtocol: { type: 'integer' },
          pid: { type: 'integer' },
          sessions: { type: 'integer', description: 'how many run' },
        },
      }),
    },
  },
};

const sessionParameter = query('session', { type: 'string' });

const followOperation: Json = {
  operationId: 'follow',
  summary: 'Follow what a session writes until it ends',
  parameters: [sessionParameter, query('since', { type: 'string' })],
  responses: {
    200: {
      description: 'Lines of {"output": base64}; the last one is {"result": {}} or {"error": …}',
      content: { [LINES]: { schema: { type: 'string' } } },
    },
    default: failed,
  },
};

const attachOperation: Json = {
  operationId: 'attach',
  summary: 'Connect a terminal with a session, as a WebSocket',
  description:
    'Binary messages are bytes: to show, and typed. Text messages are JSON: {"resize": {"columns", "rows"}} from the terminal, {"exited": …} or {"error": …} to it.',
  parameters: [
    sessionParameter,
    query('watch', { type: 'boolean' }),
    query('columns', { type: 'integer' }),
    query('rows', { type: 'integer' }),
  ],
  responses: { 101: { description: 'The terminal is connected' }, default: failed },
};

const Caller: Json = {
  type: 'object',
  description: 'Who asks: environment and process, where they matter. Absent: the daemon itself',
  required: ['pid', 'env'],
  properties: {
    pid: { type: 'integer' },
    env: { type: 'object', additionalProperties: { type: 'string' } },
  },
};

const Failure: Json = {
  type: 'object',
  required: ['code', 'message', 'suggestion', 'log', 'exit'],
  properties: {
    code: { enum: [...Object.keys(errorCodes), 'BUG'] },
    message: { type: 'string' },
    suggestion: { type: 'string' },
    log: { type: 'array', items: { type: 'string' }, description: 'what was tried' },
    exit: { type: 'integer', description: 'the exit code of the command' },
  },
};

function requestSchemas(): Json {
  const shapes = z.registry<{ id: string }>();
  for (const [name, { params }] of Object.entries(methods)) {
    shapes.add(params, { id: requestName(name) });
  }
  const { schemas } = z.toJSONSchema(shapes, { io: 'input', uri: reference });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      {
        ...bare(schema),
        properties: { ...schema.properties, caller: { $ref: reference('Caller') } },
      },
    ]),
  );
}

function resultSchemas(): Json {
  const shapes = z.registry<{ id: string }>();
  const named = { ...reports, ...answers, ...sessionAnswers, Checkpoint, LayoutNode };
  for (const [name, shape] of Object.entries(named)) {
    if (shape instanceof z.ZodType) shapes.add(shape, { id: name });
  }
  shapes.add(answers.Setting.shape.value, { id: 'JsonValue' });
  for (const [name, { result }] of Object.entries(methods)) {
    // some results are a named shape: that one has its name already
    shapes.add(result.clone(), { id: resultName(name) });
  }
  const { schemas } = z.toJSONSchema(shapes, { io: 'output', uri: reference });
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, bare(schema)]));
}

/** Without what only a schema in a file of its own needs. */
function bare(schema: z.core.JSONSchema.BaseSchema): Json {
  const { $id: _, $schema: __, ...rest } = schema;
  return rest;
}

function requestName(method: string): string {
  return `${method}.request`;
}

function resultName(method: string): string {
  return `${method}.result`;
}

function reference(name: string): string {
  return `#/components/schemas/${name}`;
}

function json(schema: Json): Json {
  return { 'application/json': { schema } };
}

function query(name: string, schema: Json): Json {
  return { name, in: 'query', schema };
}
