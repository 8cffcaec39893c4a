// docs/asyncapi.json: every stream, every event, every request over NATS, made from the contracts (AsyncAPI 3).

import type { EventType, Rpc } from '@paidonce/shared/contracts';
import { eventTypes, rpcs } from './contracts.ts';
import type { JsonSchema } from './json-schema.ts';
import { eventHeaders, eventMessage } from './messages.ts';
import { rpcMessages } from './rpc.ts';
import { subscribers } from './subscribers.ts';

const description = `What the services of PaidOnce tell each other through NATS JetStream, and ask each other over core NATS.

Each service tells on one stream of its own, with the event's type as the subject. Delivery is at least once and in no promised order: apply an event once by its
\`ce-id\`, and guard by \`version\`. A subscriber has a durable pull consumer under its own name. Fields may be added to an event; a breaking change is a new type.

Made from shared/src/contracts by \`make docs\`.`;

const ref = ($ref: string) => ({ $ref });
const messageRef = (name: string) => ref(`#/components/messages/${name}`);
/** A message as its channel has it: what operations refer to. */
const channelMessage = (channel: string, name: string) => ref(`#/channels/${channel}/messages/${name}`);

export function asyncApiDocument(): JsonSchema {
  return {
    asyncapi: '3.0.0',
    info: { title: 'PaidOnce', version: '1', description, license: { name: 'MIT' } },
    defaultContentType: 'application/json',
    servers: { local: { host: '127.0.0.1:4222', protocol: 'nats', description: 'What `make up` starts' } },
    channels: Object.assign({}, ...eventTypes.map(eventChannel), ...rpcs.map(rpcChannels)),
    operations: Object.assign({}, ...eventTypes.map(eventOperations), ...rpcs.map(rpcOperation)),
    components: {
      messages: Object.assign(
        {},
        ...eventTypes.map((type) => ({ [type.type]: eventMessage(type) })),
        ...rpcs.map(rpcMessages),
      ),
      schemas: { eventHeaders },
    },
  };
}

function eventChannel({ type, stream, summary }: EventType): JsonSchema {
  return {
    [type]: {
      address: type,
      summary,
      messages: { [type]: messageRef(type) },
      tags: [{ name: stream.name }],
      'x-jetstream': { stream: stream.name, subjects: stream.subjects },
    },
  };
}

function eventOperations(event: EventType): JsonSchema {
  const { type, stream } = event;
  const messages = [channelMessage(type, type)];
  const channel = ref(`#/channels/${type}`);
  const listening = subscribers.filter(({ types }) => types.includes(event));
  return {
    [`${stream.owner}.tells.${type}`]: { action: 'send', channel, messages, summary: `${stream.service} tells it` },
    ...Object.fromEntries(
      listening.map(({ service }) => [
        `${service}.hears.${type}`,
        {
          action: 'receive',
          channel,
          messages,
          summary: `${service} applies it once`,
          'x-jetstream': { stream: stream.name, durable: service },
        },
      ]),
    ),
  };
}

function rpcChannels({ subject, summary }: Rpc<unknown, unknown>): JsonSchema {
  const answers = [`${subject}.answer`, `${subject}.refusal`];
  return {
    [subject]: { address: subject, summary, messages: { [subject]: messageRef(subject) } },
    [`${subject}.reply`]: {
      address: null,
      summary: 'The inbox that the request names',
      messages: Object.fromEntries(answers.map((name) => [name, messageRef(name)])),
    },
  };
}

function rpcOperation({ subject, summary }: Rpc<unknown, unknown>): JsonSchema {
  const [, service] = subject.split('.');
  const reply = `${subject}.reply`;
  return {
    [`${service}.answers.${subject}`]: {
      action: 'receive',
      channel: ref(`#/channels/${subject}`),
      messages: [channelMessage(subject, subject)],
      summary,
      bindings: { nats: { queue: subject } },
      reply: {
        channel: ref(`#/channels/${reply}`),
        messages: [`${subject}.answer`, `${subject}.refusal`].map((name) => channelMessage(reply, name)),
      },
    },
  };
}
