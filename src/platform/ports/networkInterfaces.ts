import type { NetworkInterfaceInfo } from 'node:os';
import { isLoopback } from '../../wiotp/loopback.ts';
import type { NetworkInterface } from '../../rpc/platformContract.ts';

/** An address of this machine. */
export type InterfaceAddress = Pick<NetworkInterface, 'name' | 'address' | 'kind'>;

/** What the system tells, as `os.networkInterfaces()` gives it. */
export type SystemInterfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/** Names that adapters of containers, virtual machines and tunnels have on Linux, macOS and Windows. */
const virtualNames: readonly RegExp[] = [
  /^(docker|podman|cni|flannel|cali|cilium|kube|lxc|lxd|incus)/,
  /^(br-|virbr|veth|vnet|vif|ovs|dummy|ifb|macvtap|nic-)/,
  /^(vmnet|vboxnet|bridge\d|vmenet|feth)/,
  /^(tun|tap|utun|wg|zt|ppp|ipsec|gif|stf|sit|tailscale|nordlynx|awdl|llw|anpi|ap\d)/,
  /^(vethernet|vmware|virtualbox)|hyper-v|wsl|default switch|pseudo|teredo|isatap|vpn|loopback/,
];

/** How likely it is that a board finds the platform there: the least comes first. */
const ranks = { lan: 0, virtual: 2, loopback: 4 } as const;

/** Every address of this machine, the likely ones first, then virtual adapters, then loopback; IPv4 before IPv6, link-local ones last. */
export function listInterfaces(system: SystemInterfaces, platform: NodeJS.Platform): readonly InterfaceAddress[] {
  const all = Object.entries(system).flatMap(([name, addresses = []]) =>
    addresses.map((info) => {
      const kind = kindOf(name, info);
      return { found: { name, address: fullAddress(name, info, platform), kind }, rank: rankOf(kind, info) };
    }),
  );
  return all.sort((a, b) => a.rank - b.rank).map(({ found }) => found);
}

function kindOf(name: string, { internal, address }: NetworkInterfaceInfo): InterfaceAddress['kind'] {
  if (internal || isLoopback(address)) return 'loopback';
  return virtualNames.some((pattern) => pattern.test(name.toLowerCase())) ? 'virtual' : 'lan';
}

function rankOf(kind: InterfaceAddress['kind'], info: NetworkInterfaceInfo): number {
  return ranks[kind] * 4 + (isLinkLocal(info) ? 2 : 0) + (info.family === 'IPv6' ? 1 : 0);
}

function isLinkLocal({ address }: NetworkInterfaceInfo): boolean {
  return /^(169\.254\.|fe[89ab][0-9a-f]:)/i.test(address);
}

/** A link-local address of IPv6 is one only together with its interface, which Windows calls by a number. */
function fullAddress(name: string, info: NetworkInterfaceInfo, platform: NodeJS.Platform): string {
  if (info.family !== 'IPv6' || !isLinkLocal(info)) return info.address;
  return `${info.address}%${platform === 'win32' ? info.scopeid : name}`;
}
