// The pages that are made from the sources, and what stands in them.

import { join } from 'node:path';
import { alertsPage } from './alerts/index.ts';
import { asyncApiDocument } from './asyncapi/document.ts';
import { configurationPage } from './configuration/index.ts';

const docs = join(import.meta.dirname, '../../docs');

export const pages: readonly { file: string; text: string }[] = [
  { file: join(docs, 'alerts.md'), text: alertsPage() },
  { file: join(docs, 'asyncapi.json'), text: `${JSON.stringify(asyncApiDocument(), null, 2)}\n` },
  { file: join(docs, 'configuration.md'), text: configurationPage() },
];
