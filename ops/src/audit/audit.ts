// The auditor: checks the invariants over all databases and streams at once.

import type { PaymentId } from '@paidonce/shared/contracts';
import { type Addresses, type Sources, withSources } from '../sources/index.ts';
import { type Delivery, deliveryState } from './delivery-state.ts';
import type { Horizon, Violation } from './invariant.ts';
import { invariants } from './invariants/index.ts';
import { settle } from './settle.ts';

/** An invariant and what violates it, as both looks saw it. */
export type Finding = { number: number; sentence: string; violations: Violation[] };

export type Audit = {
  ok: boolean;
  /** Every invariant, also those that hold. */
  invariants: Finding[];
  /** How far events have come, and what was set aside. */
  delivery: Delivery[];
};

export type AuditOptions = {
  /** How long each look waits for what is on its way to arrive, in milliseconds. */
  patience?: number;
};

/** More of one kind say nothing new, and must fit in memory. */
const mostOfOneKind = 10_000;

/**
 * Waits until what is on its way has arrived, and looks. If something seems wrong it waits and looks again: a running system is
 * always in the middle of something, so only what both looks show is reported.
 * @throws CouldNotLook
 */
export async function audit(
  addresses: Pick<Addresses, 'readerUrls' | 'natsUrl'>,
  { patience = 10_000 }: AuditOptions = {},
): Promise<Audit> {
  return await withSources(addresses, async (sources) => {
    const horizon = await horizonOf(sources);
    await settle(sources, patience);
    let findings = await look(sources, horizon);
    if (!areFine(findings)) {
      await settle(sources, patience);
      findings = shownByBoth(findings, await look(sources, horizon));
    }
    return { ok: areFine(findings), invariants: findings, delivery: await deliveryState(sources) };
  });
}

async function look(sources: Sources, horizon: Horizon): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { number, sentence, violations } of invariants) {
    const found: Violation[] = [];
    for await (const violation of violations(sources, horizon)) {
      found.push(violation);
      if (found.length === mostOfOneKind) break;
    }
    findings.push({ number, sentence, violations: found });
  }
  return findings;
}

function shownByBoth(first: readonly Finding[], second: readonly Finding[]): Finding[] {
  return first.map((finding, index) => {
    const again = new Set(second[index]?.violations.map(({ key }) => key));
    return { ...finding, violations: finding.violations.filter(({ key }) => again.has(key)) };
  });
}

const areFine = (findings: readonly Finding[]) => findings.every(({ violations }) => violations.length === 0);

async function horizonOf({ payments }: Sources): Promise<Horizon> {
  const [newest] = await payments.rows<{ id: PaymentId }>('select id from payments order by id desc limit 1');
  return { lastPayment: newest?.id };
}
