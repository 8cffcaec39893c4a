// Entity tags (RFC 9110, 8.8.3): what a client has, it need not get again, and what it has not seen, it cannot overwrite.

import { createHash } from 'node:crypto';
import { PreconditionFailed } from '../../errors/index.ts';

const opaqueTags = /(W\/)?("[^"]*")/g;

/** The tag of a thing that counts its changes: `"3"`. */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/** The tag of an answer that has no version of its own. */
export function etagOfText(text: string): string {
  return `"${createHash('sha1').update(text).digest('base64url')}"`;
}

/** Whether `If-None-Match` names the tag, by weak comparison (13.1.2): the client has this answer already. */
export function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  return ifNoneMatch !== undefined && (ifNoneMatch.trim() === '*' || tagsOf(ifNoneMatch).includes(withoutWeak(etag)));
}

/**
 * Refuses a change of a thing that is not as the client saw it. Without `If-Match` the client does not ask for that.
 * @throws PreconditionFailed unless `If-Match` names the version, by strong comparison (13.1.1)
 */
export function requireMatch(ifMatch: string | undefined, version: number): void {
  if (ifMatch === undefined || ifMatch.trim() === '*') return;
  const strong = [...ifMatch.matchAll(opaqueTags)].filter(([, weak]) => weak === undefined).map(([tag]) => tag);
  if (!strong.includes(etagOf(version))) throw new PreconditionFailed();
}

function tagsOf(list: string): (string | undefined)[] {
  return [...list.matchAll(opaqueTags)].map(([, , tag]) => tag);
}

function withoutWeak(etag: string): string {
  return etag.replace(/^W\//, '');
}
