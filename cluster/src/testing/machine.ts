// A machine of its own for a target of make: its kubectl, docker and minikube say what they are told to, and what they were asked is kept.

import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { kustomize } from '@paidonce/helm/tools';

const targets = join(import.meta.dirname, '../targets/main.ts');
const testCluster = join(import.meta.dirname, '../test-cluster/main.ts');
const fake = join(import.meta.dirname, 'fake-program.ts');

/** What a program does when its words match: the first that does counts. */
export type Answer = {
  when: RegExp;
  says?: string;
  /** It fails, with this complaint. */
  complains?: string;
  /** It listens at the port in front of `:80` until it is ended. */
  forwards?: true;
};

export type Program = 'kubectl' | 'docker' | 'minikube' | 'kind' | 'make' | 'helm';
type Asked = { words: string; input?: string; dockerHost?: string };

export class Machine {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** @param programs those that are installed, each with what it answers; to all else it says nothing and succeeds */
  static async with(programs: Partial<Record<Program, Answer[]>>): Promise<Machine> {
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'paidonce-machine-')));
    await mkdir(join(folder, 'bin'));
    await symlink('/bin/sh', join(folder, 'bin/sh'));
    for (const [name, answers] of Object.entries(programs)) {
      const file = join(folder, 'bin', name);
      const told = answers.map(({ when, ...answer }) => ({ when: when.source, ...answer }));
      await writeFile(`${file}.json`, JSON.stringify(told));
      await writeFile(file, `#!/bin/sh\nexec '${process.execPath}' '${fake}' '${file}' "$@"\n`);
      await chmod(file, 0o755);
    }
    return new Machine(folder);
  }

  /** Types `make <target>`. @returns its exit code, and all that it printed */
  async make(target: string, variables: Record<string, string> = {}): Promise<{ code: number; output: string }> {
    const { only } = variables;
    const program =
      target === 'test-cluster' ? [testCluster, ...(only === undefined ? [] : [only])] : [targets, target];
    const child = spawn(process.execPath, program, {
      env: {
        PATH: join(this.#folder, 'bin'),
        PAIDONCE_HOME: join(this.#folder, 'home'),
        KUSTOMIZE: JSON.stringify(await kustomize()),
        PATH_OF_KUSTOMIZE: process.env.PATH,
        ...variables,
      },
    });
    const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? 1)));
    const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    return { code, output: out + err };
  }

  /** @returns what a program was asked, in order */
  async asked(program: Program): Promise<Asked[]> {
    const lines = await readFile(join(this.#folder, 'bin', `${program}.asked`), 'utf8').catch(() => '');
    return lines
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line)); // written by the fake program
  }

  async remove(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}
