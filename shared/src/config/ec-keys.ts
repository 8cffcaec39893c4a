// Keys of ES256, read once at the start: what cannot sign or verify is refused there, and not at somebody's log-in.

import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Whatever stands between BEGIN and END, with them. */
const blocks = /-----BEGIN ([A-Z ]+)-----[\s\S]+?-----END \1-----/g;

/**
 * Public keys on P-256 (RFC 7518, 3.4).
 * @param text PEM blocks one after the other, with line breaks or with `\n` for them; or the path of a file of them
 * @returns undefined when one is something else: a private key too, which has no business where only verifying is done
 */
export function readPublicKeys(text: string): KeyObject[] | undefined {
  const found = pemBlocks(text);
  if (found.length === 0 || found.some((pem) => pem.includes('PRIVATE'))) return undefined;
  return onP256(() => found.map((pem) => createPublicKey(pem)));
}

/** The one private key on P-256, given as `readPublicKeys` takes its keys. @returns undefined when it is something else */
export function readPrivateKey(text: string): KeyObject | undefined {
  const [pem, ...more] = pemBlocks(text).filter((block) => !block.includes('EC PARAMETERS'));
  if (pem === undefined || more.length > 0) return undefined;
  return onP256(() => [createPrivateKey(pem)])?.[0];
}

function pemBlocks(text: string): string[] {
  const pem = text.includes('-----BEGIN') ? text.replaceAll('\\n', '\n') : fileOf(text);
  return pem.match(blocks) ?? [];
}

function fileOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function onP256(make: () => KeyObject[]): KeyObject[] | undefined {
  try {
    const keys = make();
    return keys.every((key) => key.asymmetricKeyDetails?.namedCurve === 'prime256v1') ? keys : undefined;
  } catch {
    return undefined;
  }
}
