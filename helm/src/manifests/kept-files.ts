// The files of k8s/ that nobody writes by hand.

import { globSync } from 'node:fs';
import { folder } from './manifests.ts';

/** @returns their paths in k8s/ */
export const keptFiles = (): string[] => globSync('**/*.yaml', { cwd: folder, exclude: ['values.yaml'] }).sort();
