import { detailItem } from './detailItems.ts';
import { deviceItem } from './deviceItem.ts';
import { groupItem, listenerItem, platformItem } from './platformItem.ts';
import { deviceChildren, groupChildren, innerChildren, platformChildren } from './treeContents.ts';

/**
 * What is in the *Platform* tree and how it looks. The entry of a bundle of its own, which is loaded when the tree shows a
 * platform that runs.
 */
export const rows = {
  platformChildren,
  groupChildren,
  deviceChildren,
  innerChildren,
  platformItem,
  groupItem,
  listenerItem,
  deviceItem,
  detailItem,
} as const;

/** What the bundle offers. */
export type Rows = typeof rows;
