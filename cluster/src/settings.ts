// What can be said about a run, by variables of the environment.

const { env } = process;

export const settings = {
  namespace: env.PAIDONCE_NAMESPACE || 'api',
  /** Tag of the images; given, they are taken as they are, else built under this one. */
  tag: env.TAG || 'dev',
  buildsImages: !env.TAG,
  /** How an image comes onto the nodes: a command with `{image}` in it. By the name of kubectl's context, when left out. */
  loadCommand: env.PAIDONCE_IMAGE_LOAD || undefined,
  /** Where images are pushed to, and pulled from by the nodes. */
  registry: env.PAIDONCE_REGISTRY || undefined,
  keepsNamespace: Boolean(env.KEEP),
  writesDocs: Boolean(env.PAIDONCE_WRITE_DOCS),
} as const;

export const release = 'paidonce';
