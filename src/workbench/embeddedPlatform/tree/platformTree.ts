import * as vscode from 'vscode';
import type { DeviceName, DeviceState } from '../../../rpc/device/deviceState.ts';
import { Pace } from '../../../rpc/pace.ts';
import type { Bin } from '../../bin.ts';
import { views } from '../../ids.ts';
import { FollowedDevices } from '../followedDevices.ts';
import type { PlatformHost } from '../platformHost.ts';
import { deviceKey, type DeviceChanges, type PlatformContents, type PlatformState } from '../platformState.ts';
import { isNode, nodeId, type PlatformNode } from './platformNode.ts';
import type { Rows } from './rows.ts';

/** Which devices are connections of this window. */
export interface SimulatedDevices {
  readonly onChange: (run: () => void) => vscode.Disposable;
  /** The keys of all of them. */
  keys(): ReadonlySet<string>;
}

type Running = Extract<PlatformState, { phase: 'running' }>;

/** The tree is told no more often than this what changed, in milliseconds. */
const paceMs = 200;

/**
 * The *Platform* tree: the running platform and everything on it. Empty, with a welcome, while it is stopped.
 * All rows but those below a device come from memory; a device is asked for when it is opened, and while it is.
 */
export class PlatformTree implements vscode.TreeDataProvider<PlatformNode> {
  readonly #platform: PlatformHost;
  readonly #simulated: SimulatedDevices;
  readonly #followed: FollowedDevices;
  readonly #pace = new Pace(() => this.#tell(), paceMs);
  readonly #changed = new vscode.EventEmitter<PlatformNode[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  #rows: Rows | undefined;
  /** The nodes that are told about one by one: VS Code knows them by the object that it was given. */
  readonly #told = new Map<string, PlatformNode>();
  readonly #dirty = new Set<PlatformNode>();
  #allDirty = false;
  /** What the tree shows now, to see what changes. */
  #contents: PlatformContents | undefined;
  /** Below which node each device stands. */
  #places = new Map<string, string>();
  #simulatedKeys: ReadonlySet<string> = new Set();

  constructor(platform: PlatformHost, simulated: SimulatedDevices) {
    this.#platform = platform;
    this.#simulated = simulated;
    this.#followed = new FollowedDevices(platform, (device) => this.#soil({ node: 'device', device }));
  }

  /** Shows the tree and keeps it true. */
  register(bin: Bin): void {
    const view = bin.add(vscode.window.createTreeView(views.platform, { treeDataProvider: this, showCollapseAll: true }));
    this.follow(bin);
    bin.add(view.onDidExpandElement(({ element }) => this.#opened(element)));
    bin.add(view.onDidCollapseElement(({ element }) => isNode(element, 'device') && this.#followed.leave(element.device)));
  }

  /** Keeps what the tree tells true, whoever shows it. */
  follow(bin: Bin): void {
    bin.add(this.#changed);
    bin.add(this.#pace);
    bin.add(this.#platform.onChange(() => this.#takePlatform()));
    bin.add(this.#platform.onDevices((changes) => this.#takeDevices(changes)));
    bin.add(this.#platform.onContents(() => this.#takeContents()));
    bin.add(this.#simulated.onChange(() => this.#takeSimulated()));
    this.#takePlatform();
  }

  async getChildren(parent?: PlatformNode): Promise<PlatformNode[]> {
    if (this.#platform.state.phase === 'stopped') await this.#platform.attach();
    const { state } = this.#platform;
    if (state.phase !== 'running') return [];
    this.#rows ??= (await import('./rows.ts')).rows;
    if (parent === undefined) return [this.#known({ node: 'platform' })];
    return (await this.#below(this.#rows, parent, state)).map((node) => this.#known(node));
  }

  getTreeItem(node: PlatformNode): vscode.TreeItem {
    const item = this.#item(node);
    item.id = nodeId(node);
    return item;
  }

  async #below(rows: Rows, parent: PlatformNode, state: Running): Promise<PlatformNode[]> {
    if (parent.node === 'platform') return rows.platformChildren(state);
    if (parent.node === 'group') return rows.groupChildren(parent.group, state);
    if (parent.node !== 'device') return rows.innerChildren(parent, nodeId(parent));
    const details = await this.#followed.details(parent.device);
    return details === undefined ? [] : rows.deviceChildren(details, state);
  }

  #item(node: PlatformNode): vscode.TreeItem {
    const { state } = this.#platform;
    const rows = this.#rows;
    // Rows that outlive the platform for a moment are drawn once more.
    if (state.phase !== 'running' || rows === undefined) return new vscode.TreeItem('');
    if (node.node === 'platform') return rows.platformItem(state.info, state.attachedTo);
    if (node.node === 'group') return rows.groupItem(node.group, state);
    if (node.node === 'listener') return rows.listenerItem(node.listener);
    if (node.node !== 'device') return rows.detailItem(node);
    const device = this.#platform.device(node.device);
    if (device === undefined) return new vscode.TreeItem(node.device.deviceId);
    return rows.deviceItem(state.info.org, device, this.#simulatedKeys.has(deviceKey(device)));
  }

  #opened(element: PlatformNode): void {
    // Opened again, it may have changed while nobody looked.
    if (isNode(element, 'device')) void this.#reopen(element.device);
    if (isNode(element, 'group')) void this.#platform.refresh();
  }

  async #reopen(device: DeviceName): Promise<void> {
    await this.#followed.details(device);
    this.#followed.take([device]);
  }

  #takePlatform(): void {
    const { state } = this.#platform;
    if (state.phase !== 'running') {
      this.#followed.clear();
      this.#told.clear();
    }
    this.#contents = state.phase === 'running' ? state : undefined;
    this.#places = new Map(this.#contents?.devices.map((device) => [deviceKey(device), placeOf(device)]));
    this.#simulatedKeys = this.#simulated.keys();
    this.#allDirty = true;
    this.#pace.poke();
  }

  #takeDevices({ changed, gone }: DeviceChanges): void {
    this.#followed.take(changed);
    for (const device of gone) {
      this.#followed.leave(device);
      this.#move(device, undefined);
      this.#told.delete(nodeId({ node: 'device', device }));
    }
    for (const device of changed) {
      this.#soil({ node: 'device', device });
      this.#move(device, placeOf(device));
    }
  }

  /** A device that comes, goes or is behind another gateway changes what is below others; any other change is its own. */
  #move(device: DeviceName, place: string | undefined): void {
    const key = deviceKey(device);
    const before = this.#places.get(key);
    if (before === place) return;
    if (place === undefined) this.#places.delete(key);
    else this.#places.set(key, place);
    this.#soil({ node: 'group', group: 'devices' });
    for (const id of [before, place]) if (id !== undefined) this.#soilById(id);
  }

  #takeContents(): void {
    const { state } = this.#platform;
    const before = this.#contents;
    if (state.phase !== 'running' || before === undefined) return;
    this.#contents = state;
    if (state.applications !== before.applications || state.apiKeys !== before.apiKeys)
      this.#soil({ node: 'group', group: 'applications' });
    if (state.images !== before.images) this.#soil({ node: 'group', group: 'images' });
    if (state.packages !== before.packages) this.#soil({ node: 'group', group: 'packages' });
    if (state.faults === before.faults) return;
    for (const device of this.#followed.names()) this.#soil({ node: 'device', device });
    if ([...state.faults, ...before.faults].some(({ scope }) => scope === 'all')) this.#soil({ node: 'platform' });
  }

  #takeSimulated(): void {
    const before = this.#simulatedKeys;
    this.#simulatedKeys = this.#simulated.keys();
    for (const key of new Set([...before, ...this.#simulatedKeys]))
      if (before.has(key) !== this.#simulatedKeys.has(key)) this.#soilById(`device/${key}`);
  }

  /** The object by which VS Code knows a node of which it is told. */
  #known(node: PlatformNode): PlatformNode {
    if (node.node !== 'platform' && node.node !== 'group' && node.node !== 'device') return node;
    const id = nodeId(node);
    const known = this.#told.get(id) ?? node;
    this.#told.set(id, known);
    return known;
  }

  /** Has a node drawn again, if VS Code knows it. */
  #soil(node: PlatformNode): void {
    this.#soilById(nodeId(node));
  }

  #soilById(id: string): void {
    const known = this.#told.get(id);
    if (known === undefined) return;
    this.#dirty.add(known);
    this.#pace.poke();
  }

  #tell(): void {
    const all = this.#allDirty;
    const dirty = [...this.#dirty];
    this.#allDirty = false;
    this.#dirty.clear();
    if (all) this.#changed.fire(undefined);
    else if (dirty.length > 0) this.#changed.fire(dirty);
  }
}

/** The node that a device stands below, if its gateway is there. */
function placeOf({ classId, gateway }: DeviceState): string {
  return classId === 'Device' && gateway !== undefined ? nodeId({ node: 'device', device: gateway }) : '';
}
