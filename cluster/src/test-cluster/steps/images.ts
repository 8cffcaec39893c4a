// The images come onto the nodes: built or taken, then pushed or loaded.

import { bringImages } from '../../images/bring-images.ts';
import { buildImages, imageNames } from '../../images/build-images.ts';
import { settings } from '../../settings.ts';
import type { Step } from '../step.ts';

export const images: Step = {
  name: 'images',
  about: 'the images come onto the nodes',
  needsShop: false,
  async run() {
    const { tag, buildsImages } = settings;
    if (buildsImages) await buildImages(tag);
    await bringImages(await imageNames(tag));
  },
};
