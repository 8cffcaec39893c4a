import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';

const asOnMac = `--import=data:text/javascript,Object.defineProperty(process,"platform",{value:"darwin"})`;

describe('the benchmark', () => {
  it('says in a sentence that it needs Linux', async () => {
    const child = spawn(process.execPath, [asOnMac, join(import.meta.dirname, 'main.ts')]);
    const [[code], said] = await Promise.all([once(child, 'close'), text(child.stderr)]);
    expect({ code, said }).toEqual({
      code: 1,
      said: 'make bench reads CPU times from /proc, which only Linux has.\n',
    });
  });
});
