// Requests between services over core NATS, in the envelope that shared/src/messaging/rpc.ts puts around them.

import type { Rpc } from '@paidonce/shared/contracts';
import { exampleOf } from './examples.ts';
import { type JsonSchema, jsonSchema } from './json-schema.ts';

const instant = 1_795_329_971_716;

export function rpcMessages({ subject, summary, request, answer }: Rpc<unknown, unknown>): Record<string, JsonSchema> {
  const [asked, answered] = [jsonSchema(request), jsonSchema(answer)];
  const body = (name: string, text: string, properties: JsonSchema, example: JsonSchema): JsonSchema => ({
    name,
    title: name,
    summary: text,
    contentType: 'application/json',
    payload: { type: 'object', properties, required: Object.keys(properties) },
    examples: [{ payload: example }],
  });
  const deadline = {
    type: 'number',
    description: 'Epoch milliseconds. A request that comes later is refused unheard.',
  };
  return {
    [subject]: body(subject, summary, { deadline, request: asked }, { deadline: instant, request: exampleOf(asked) }),
    [`${subject}.answer`]: body(
      `${subject}.answer`,
      'What came of it.',
      { answer: answered },
      { answer: exampleOf(answered) },
    ),
    [`${subject}.refusal`]: body(
      `${subject}.refusal`,
      'It was not done, or nobody knows. Asking again is safe.',
      { refused: { type: 'string' } },
      { refused: 'the deadline has passed' },
    ),
  };
}
