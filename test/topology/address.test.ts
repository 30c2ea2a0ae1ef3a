import { describe, expect, it } from 'vitest';
import {
  hostKind,
  isIpAddress,
  managedService,
  parseHostPort,
} from '../../src/topology/address.js';

describe('parseHostPort', () => {
  it.each([
    ['h:9300', { host: 'h', port: 9300 }],
    ['10.0.0.1:1', { host: '10.0.0.1', port: 1 }],
    ['[::1]:65535', { host: '::1', port: 65535 }],
    ['a.b.example.com:9443', { host: 'a.b.example.com', port: 9443 }],
    ['::1:9300', { host: '::1', port: 9300 }],
    ['https://h:9200', { host: 'https://h', port: 9200 }],
  ])('takes %s apart at the last colon', (text, target) => {
    expect(parseHostPort(text)).toEqual(target);
  });

  it.each([
    '',
    'h',
    'h:',
    ':9300',
    'h:abc',
    'h:9300-9400',
    'h:0',
    'h:65536',
    'h:70000',
    'h:-1',
    'h: 9300',
    'https://h',
  ])('takes %j for no host and port', (text) => {
    expect(parseHostPort(text)).toBeUndefined();
  });
});

describe('hostKind', () => {
  it.each([
    [
      'loopback',
      [
        'localhost',
        'LOCALHOST.',
        'x.localhost',
        '127.0.0.1',
        '127.9.9.9',
        '::1',
        '[::1]',
        '0:0:0:0:0:0:0:1',
        '::ffff:127.0.0.1',
        '_local_',
        '_local:ipv4_',
        '_lo_',
        '_lo0_',
      ],
    ],
    ['wildcard', ['0.0.0.0', '0', '::', '[::]', '0:0:0:0:0:0:0:0']],
    ['link-local', ['169.254.1.1', 'fe80::1', 'fe80::1%eth0', 'FEBF::1']],
    [
      'private',
      [
        '10.0.0.1',
        '192.168.1.1',
        '172.16.0.1',
        '172.31.255.1',
        '100.64.0.1',
        '100.127.0.1',
        'fc00::1',
        'fd12:3456::1',
      ],
    ],
    ['documentation', ['192.0.2.1', '198.51.100.7', '203.0.113.9', '2001:db8::1', '2001:0DB8::1']],
    ['multicast', ['224.0.0.1', '239.255.255.250', 'ff02::1']],
    [
      'address',
      [
        '8.8.8.8',
        '172.15.0.1',
        '172.32.0.1',
        '100.63.0.1',
        '100.128.0.1',
        '2001:4860::8888',
        '2001:db80::1',
        '11.0.0.1',
      ],
    ],
    ['special', ['_site_', '_global_', '_eth0_', '_eth0:ipv4_', '_gce_', '_ec2:privateIp_']],
    ['name', ['es.example.com', 'es01', '10.0.0', 'ff.example.com', 'fe80.example.com', '']],
  ] as const)('%s', (kind, hosts) => {
    expect(Object.fromEntries(hosts.map((host) => [host, hostKind(host)]))).toEqual(
      Object.fromEntries(hosts.map((host) => [host, kind])),
    );
  });
});

describe('isIpAddress', () => {
  it('tells addresses from names', () => {
    const addresses = ['10.0.0.1', '::1', '[::1]', 'fe80::1', '2001:db8::1'];
    const names = [
      'localhost',
      'es.example.com',
      '_local_',
      '10.0.0',
      'abc',
      'ab:cd.example.com',
      '',
    ];
    expect(addresses.filter((host) => !isIpAddress(host))).toEqual([]);
    expect(names.filter((host) => isIpAddress(host))).toEqual([]);
  });
});

describe('managedService', () => {
  it.each([
    ['4f1b.us-east-1.aws.found.io', 'ech'],
    ['4F1B.US-EAST-1.AWS.FOUND.IO.', 'ech'],
    ['my.es.eastus.azure.elastic-cloud.com', 'ech'],
    ['x.europe-west1.gcp.cloud.es.io', 'ech'],
    ['4f1b.192.168.1.1.ip.es.io', 'ece'],
    ['x.es.us-east-1.aws.elastic.cloud', 'serverless'],
    ['found.io', undefined],
    ['notfound.io', undefined],
    ['found.io.example.com', undefined],
    ['es.example.com', undefined],
    ['10.0.0.1', undefined],
  ])('%s is %s', (host, service) => {
    expect(managedService(host)).toBe(service);
  });
});
