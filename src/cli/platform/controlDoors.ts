import { X509Certificate } from 'node:crypto';
import { ControlConnections } from '../../platform/control/controlConnections.ts';
import type { Controlled } from '../../platform/control/controlConnection.ts';
import { ControlServer } from '../../platform/control/controlServer.ts';
import { NetworkControl } from '../../platform/control/networkControl.ts';
import type { LocalControl, RemoteControl } from '../../rpc/engineContract.ts';
import { certificateFingerprint, joinRemoteKey } from '../../rpc/node/remoteKey.ts';
import type { PlatformInfo } from '../../rpc/platformContract.ts';

/** How a platform's doors shall be. */
export interface DoorWish {
  /** Whether somebody on another machine may come in. */
  readonly fromElsewhere: boolean;
  /** Told how many connections there are, whenever that changes. */
  readonly counted: (connections: number) => void;
  /** Told, in sentences, who came from elsewhere. */
  readonly tell: (what: string) => void;
}

/** The ways in which a platform is steered: a socket for this user, and the network where that was asked for. */
export class ControlDoors {
  readonly #here: ControlServer;
  readonly #elsewhere: NetworkControl | undefined;

  constructor(controlled: Controlled, { fromElsewhere, counted, tell }: DoorWish) {
    const count = (): void => counted(here.size + elsewhere.size);
    const here = new ControlConnections(controlled, true, count);
    const elsewhere = new ControlConnections(controlled, false, count);
    this.#here = new ControlServer(here);
    this.#elsewhere = fromElsewhere ? new NetworkControl(controlled.platform, elsewhere, tell) : undefined;
  }

  /** How somebody elsewhere attaches; `undefined` where nobody can. */
  remoteControl({ attachAddress: url, ca }: PlatformInfo): RemoteControl | undefined {
    if (this.#elsewhere === undefined || url === undefined) return undefined;
    const fingerprint = ca === undefined ? '' : certificateFingerprint(new X509Certificate(ca).raw);
    return { url, key: joinRemoteKey({ secret: this.#elsewhere.secret, fingerprint }) };
  }

  /** Opens them, and gives the address of the socket. */
  open(): Promise<LocalControl> {
    this.#elsewhere?.open();
    return this.#here.listen();
  }

  /** Closes what stands open on the platform's own ports, so that they can close. */
  closeNetwork(): void {
    this.#elsewhere?.close();
  }

  /** Closes the rest, after everything that was told. */
  close(): Promise<void> {
    return this.#here.close();
  }
}
