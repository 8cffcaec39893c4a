// `make schemas`: asks the cluster of KUBECONFIG what its objects look like, and keeps that for kubeconform in helm/schemas.

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type OpenApiDocument, takeSchemas } from './take-schemas.ts';

const folder = join(import.meta.dirname, '../../schemas');
const answer = execFileSync('kubectl', ['get', '--raw', '/openapi/v2'], {
  encoding: 'utf8',
  maxBuffer: 64 * 1024 ** 2,
});
// The API server's own document; what is missing in it is told by its kind.
const files = takeSchemas(JSON.parse(answer) as OpenApiDocument);
for (const [file, text] of files) writeFileSync(join(folder, file), text);
process.stdout.write(`Written to helm/schemas: ${files.size} files.\n`);
