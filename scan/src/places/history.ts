// Everything that git keeps: what each commit of each branch changed, and what was said to it.

import { git } from '../git.ts';
import { type Finding, gitleaks } from '../gitleaks.ts';

/** @throws where git has a part of the history only */
export async function scanHistory(repository: string): Promise<Finding[]> {
  if ((await git(repository, ['rev-parse', '--is-shallow-repository'])).trim() === 'true') {
    throw new Error('This clone has a part of the history only: run git fetch --unshallow, then make scan again.');
  }
  // Merges as well, against each of their parents, and files that git takes for binary.
  const changes = await gitleaks(['git', repository, '--log-opts=--all --full-history -m --text']);
  const said = await Promise.all([
    git(repository, ['log', '--all', '--format=%B']),
    git(repository, ['for-each-ref', '--format=%(contents)', 'refs/tags']),
  ]);
  const messages = await gitleaks(['stdin'], said.join('\n'));
  return [...changes, ...messages.map((finding) => ({ ...finding, file: 'a message of a commit or a tag' }))];
}
