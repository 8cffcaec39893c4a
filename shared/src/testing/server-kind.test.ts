import { describe, expect, it } from '@jest/globals';
import { chooseServers } from './server-kind.ts';

const answers = async () => true;
const isSilent = async () => false;

describe('the servers that tests run against', () => {
  it('are containers where a Docker engine answers', async () => {
    expect(await chooseServers('', answers)).toEqual({ kind: 'containers', because: 'a Docker engine answers' });
  });

  it('are embedded where none does', async () => {
    expect(await chooseServers('', isSilent)).toEqual({ kind: 'embedded', because: 'no Docker engine answers' });
  });

  it.each(['embedded', 'containers'])('are %s when that is asked for, engine or not', async (kind) => {
    expect(await chooseServers(kind, answers)).toMatchObject({ kind });
    expect(await chooseServers(kind, isSilent)).toMatchObject({ kind });
  });

  it('are never guessed from a typing error', async () => {
    await expect(chooseServers('docker', answers)).rejects.toThrow('takes embedded or containers');
  });
});
