import * as vscode from 'vscode';
import type { ProfileStore } from '../profileStore.ts';
import type { ConnectionNode } from './connectionNode.ts';

const mime = 'application/vnd.code.tree.wiotp.connections';

/** Puts the user's own connections into another order by dragging. */
export class ConnectionDragging implements vscode.TreeDragAndDropController<ConnectionNode> {
  readonly dragMimeTypes = [mime];
  readonly dropMimeTypes = [mime];
  readonly #profiles: ProfileStore;

  constructor(profiles: ProfileStore) {
    this.#profiles = profiles;
  }

  handleDrag(nodes: readonly ConnectionNode[], data: vscode.DataTransfer): void {
    const [dragged] = nodes;
    if (dragged?.node === 'connection' && this.#profiles.find(dragged.id) !== undefined)
      data.set(mime, new vscode.DataTransferItem(dragged.id));
  }

  /** Before the connection it is dropped on, and behind all where it is dropped on none. */
  async handleDrop(target: ConnectionNode | undefined, data: vscode.DataTransfer): Promise<void> {
    const id: unknown = data.get(mime)?.value;
    if (typeof id === 'string') await this.#profiles.move(id, target?.id);
  }
}
