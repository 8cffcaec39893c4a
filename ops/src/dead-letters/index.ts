// Messages that could not be applied: looking at them, and ending them.

import { discardCommand } from './discard.ts';
import { listCommand } from './list.ts';
import { redriveCommand } from './redrive.ts';
import { showCommand } from './show.ts';

export const deadLettersCommands = [listCommand, showCommand, redriveCommand, discardCommand];
