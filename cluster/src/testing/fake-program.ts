// Stands in for kubectl, docker, … on a machine of the tests: keeps what it is asked, and answers as the file beside it says.

import { spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';

type Answer = { when: string; says?: string; complains?: string; forwards?: true };

const [file = '', ...given] = process.argv.slice(2);
const words = given.join(' ');
const input = words.endsWith('--filename -') ? readFileSync(0, 'utf8') : undefined;
appendFileSync(`${file}.asked`, `${JSON.stringify({ words, input, dockerHost: process.env.DOCKER_HOST })}\n`);

const answers = JSON.parse(readFileSync(`${file}.json`, 'utf8')) as Answer[]; // by machine.ts
const answer = answers.find(({ when }) => new RegExp(when).test(words));
if (given[0] === 'kustomize') build(given.slice(1));
else if (answer?.complains !== undefined) complain(answer.complains);
else if (answer?.forwards) forward(Number(/ (\d+):80$/.exec(words)?.[1]));
else process.stdout.write(answer?.says ?? '');

function complain(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

/** By the real one: what it makes of the manifests is the point. */
function build(folder: string[]): void {
  const { KUSTOMIZE = '[]', PATH_OF_KUSTOMIZE: PATH } = process.env;
  const [program, word] = JSON.parse(KUSTOMIZE) as [string, string];
  const { status } = spawnSync(program, [word, ...folder], { stdio: 'inherit', env: { ...process.env, PATH } });
  process.exitCode = status ?? 1;
}

function forward(port: number): void {
  const server = createServer((request, response) => {
    if (request.url === '/end') process.exit();
    response.end();
  });
  server.listen(port, '127.0.0.1', () => process.stdout.write(`Forwarding from 127.0.0.1:${port} -> 8080\n`));
}
