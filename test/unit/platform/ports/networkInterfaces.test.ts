import assert from 'node:assert/strict';
import type { NetworkInterfaceInfo } from 'node:os';
import { test } from 'node:test';
import { listInterfaces } from '../../../../src/platform/ports/networkInterfaces.ts';

function v4(address: string, internal = false): NetworkInterfaceInfo {
  return { address, family: 'IPv4', netmask: '255.255.255.0', mac: '00:00:00:00:00:00', internal, cidr: null };
}

function v6(address: string, scopeid = 0, internal = false): NetworkInterfaceInfo {
  return { address, family: 'IPv6', netmask: 'ffff::', mac: '00:00:00:00:00:00', internal, cidr: null, scopeid };
}

const kinds: readonly (readonly [name: string, kind: 'lan' | 'virtual'])[] = [
  ...['eth0', 'enp3s0', 'wlan0', 'wlp2s0', 'en0', 'en5', 'Ethernet', 'WLAN', 'Wi-Fi', 'Ethernet 2', 'usb0', 'eno1'].map(
    (name) => [name, 'lan'] as const,
  ),
  ...['docker0', 'br-1a2b3c', 'veth12ab', 'virbr0', 'vmnet8', 'vboxnet0', 'utun3', 'tun0', 'tailscale0', 'wg0', 'awdl0', 'bridge100'].map(
    (name) => [name, 'virtual'] as const,
  ),
  ...['vEthernet (WSL)', 'vEthernet (Default Switch)', 'VMware Network Adapter VMnet1', 'VirtualBox Host-Only Network', 'zt5u4'].map(
    (name) => [name, 'virtual'] as const,
  ),
];

for (const [name, kind] of kinds) {
  test(`${name} is ${kind}`, () => {
    assert.equal(listInterfaces({ [name]: [v4('10.0.0.1')] }, 'linux')[0]?.kind, kind);
  });
}

test('likely addresses first, virtual ones behind them, loopback last; IPv4 first and link-local last within each', () => {
  const found = listInterfaces(
    {
      lo: [v4('127.0.0.1', true), v6('::1', 0, true)],
      docker0: [v4('172.17.0.1')],
      eth0: [v6('fe80::1', 2), v6('2001:db8::1'), v4('192.168.1.20')],
      usb0: [v4('169.254.7.7')],
      gone: undefined,
    },
    'linux',
  );
  assert.deepEqual(
    found.map(({ address }) => address),
    ['192.168.1.20', '2001:db8::1', '169.254.7.7', 'fe80::1%eth0', '172.17.0.1', '127.0.0.1', '::1'],
  );
});

test('Windows names the interface of a link-local address by its number', () => {
  assert.equal(listInterfaces({ Ethernet: [v6('fe80::1', 12)] }, 'win32')[0]?.address, 'fe80::1%12');
});
