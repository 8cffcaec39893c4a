/** The auditor: checks the invariants over all databases and streams at once. */
import type { PaymentId } from '@paidonce/shared/contracts';
import type { Addresses } from './addresses.ts';
import { type Delivery, deliveryState } from './delivery-state.ts';
import type { Horizon, Violation } from './invariant.ts';
import { invariants } from './invariants/index.ts';
import { settle } from './settle.ts';
import { type Sources, withSources } from './sources.ts';

/** A violation of one of the invariants. */
export type Finding = Violation & { number: number; sentence: string };

export type Audit = {
  /** Each invariant with what violates it, as both looks saw it. */
  invariants: { number: number; sentence: string; violations: Finding[] }[];
  /** How far events have come, and what was set aside. */
  delivery: Delivery[];
  ok: boolean;
};

export type AuditOptions = {
  /** How long the second look waits for events that are on their way, in milliseconds. */
  patience?: number;
};

/** More of one kind say nothing new, and must fit in memory. */
const mostOfOneKind = 1_000;

/**
 * Looks; if something seems wrong, waits until what was on its way has arrived, and looks again: a running system is always in
 * the middle of something, so only what both looks show is reported.
 * @throws CouldNotLook
 */
export async function audit(addresses: Addresses, { patience = 10_000 }: AuditOptions = {}): Promise<Audit> {
  return await withSources(addresses, async (sources) => {
    const horizon = await horizonOf(sources);
    let findings = await look(sources, horizon);
    if (findings.length > 0) {
      await settle(sources, patience);
      const again = new Set((await look(sources, horizon)).map(identity));
      findings = findings.filter((finding) => again.has(identity(finding)));
    }
    return {
      invariants: invariants.map(({ number, sentence }) => ({
        number,
        sentence,
        violations: findings.filter((finding) => finding.number === number),
      })),
      delivery: await deliveryState(sources),
      ok: findings.length === 0,
    };
  });
}

async function look(sources: Sources, horizon: Horizon): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { number, sentence, violations } of invariants) {
    let left = mostOfOneKind;
    for await (const violation of violations(sources, horizon)) {
      findings.push({ number, sentence, ...violation });
      left -= 1;
      if (left === 0) break;
    }
  }
  return findings;
}

const identity = ({ number, key }: Finding) => `${number} ${key}`;

async function horizonOf({ payments }: Sources): Promise<Horizon> {
  const [newest] = await payments.rows<{ id: PaymentId }>('select id from payments order by id desc limit 1');
  return { lastPayment: newest?.id };
}
