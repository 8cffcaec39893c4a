// Docker engines: the one of this machine, and the one inside minikube.

import { localCluster } from '../kubernetes/local-cluster.ts';
import { isMissing, run } from '../programs/run.ts';
import { say } from '../say.ts';

/** By its variables. */
export type DockerEngine = { env: NodeJS.ProcessEnv; isInsideNode: boolean };

/**
 * What is built inside minikube's Docker is on the node already.
 * @param target that needs it, for the sentence in which it is missed
 */
export async function dockerFor(context: string, target: string): Promise<DockerEngine> {
  const inside = localCluster(context)?.isMinikube ? await insideMinikube(context, target) : undefined;
  if (inside && (await answers(inside))) {
    say(`inside the Docker of ${context}`);
    return { env: inside, isInsideNode: true };
  }
  if (await answers(process.env)) return { env: process.env, isInsideNode: false };
  throw new Error(`No Docker engine answers: start one, then run make ${target} again.`);
}

/** @returns undefined for a minikube with another container runtime, or several nodes: it has no Docker to build in */
async function insideMinikube(profile: string, target: string): Promise<NodeJS.ProcessEnv | undefined> {
  try {
    const told = await run('minikube', ['--profile', profile, 'docker-env', '--shell', 'none']);
    return {
      ...process.env,
      ...Object.fromEntries([...told.matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value])),
    };
  } catch (error) {
    if (isMissing(error))
      throw new Error(
        `The context ${profile} is one of minikube, which is missing here: install it as https://minikube.sigs.k8s.io/docs/start tells, then run make ${target} again.`,
      );
    return undefined;
  }
}

const answers = (env: NodeJS.ProcessEnv): Promise<boolean> =>
  run('docker', ['version'], { env }).then(
    () => true,
    () => false,
  );
