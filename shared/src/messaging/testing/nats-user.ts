// Somebody who comes to NATS with a name and a password and tries things, whether allowed or not.

import { connect, Events, headers as natsHeaders, StringCodec } from 'nats';

/** What came of a try: the server refused it by the user's permissions, or let it through, to an answer or to nothing. */
export type Outcome = { refused: true } | { refused: false; answer?: string };

export type Sent = { body?: string; headers?: Record<string, string>; reply?: string };

export type NatsUser = {
  publish(subject: string, sent?: Sent): Promise<Outcome>;
  /** Waits for one answer, as long as is usual; where nobody listens the answer is left out. */
  ask(subject: string, body?: string): Promise<Outcome>;
  subscribe(subject: string): Promise<Outcome>;
  close(): Promise<void>;
};

const answerMilliseconds = 500;

/** @param url with name and password */
export async function natsUser(url: string): Promise<NatsUser> {
  const { username, password, host } = new URL(url);
  const nats = await connect({ servers: host, user: username, pass: password, inboxPrefix: `_INBOX_${username}` });
  const text = StringCodec();
  let refusals = 0;
  void (async () => {
    for await (const { type, data } of nats.status())
      if (type === Events.Error && data === 'PERMISSIONS_VIOLATION') refusals += 1;
  })();

  /** The server looks at what it was sent in order, so that it has refused it by the time it answers a ping. */
  async function outcomeOf(attempt: () => void): Promise<Outcome> {
    const before = refusals;
    attempt();
    await nats.flush();
    await new Promise(setImmediate); // the client tells of refusals a turn later
    return { refused: refusals > before };
  }

  return {
    publish(subject, { body = '', headers = {}, reply } = {}) {
      const header = natsHeaders();
      for (const [name, value] of Object.entries(headers)) header.set(name, value);
      const options = { ...(reply !== undefined && { reply }), ...(header.keys().length > 0 && { headers: header }) };
      return outcomeOf(() => nats.publish(subject, text.encode(body), options));
    },
    async ask(subject, body = '') {
      const inbox = `_INBOX_${username}.answers.${crypto.randomUUID()}`;
      const answers = nats.subscribe(inbox, { max: 1, timeout: answerMilliseconds });
      const answered = (async () => {
        for await (const message of answers) return text.decode(message.data);
        return undefined;
      })().catch(() => undefined); // nobody answered in time
      const outcome = await outcomeOf(() => nats.publish(subject, text.encode(body), { reply: inbox }));
      if (outcome.refused) {
        answers.unsubscribe();
        return outcome;
      }
      const answer = await answered;
      return { refused: false, ...(answer !== undefined && { answer }) };
    },
    subscribe: (subject) => outcomeOf(() => void nats.subscribe(subject, { callback: () => {} })),
    close: () => nats.close(),
  };
}
