import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import test from 'node:test'
import type { IncomingRequest } from '../../src/http/context.ts'
import { clientAddress, clientScheme, limitKey } from '../../src/http/peer.ts'

function request(headers: Record<string, string>, remoteAddress?: string): IncomingRequest {
  return {
    method: 'GET',
    url: '/',
    headers,
    headerLines: Object.entries(headers).flat(),
    body: Readable.from([]),
    peer: { remoteAddress },
    signal: () => new AbortController().signal,
    sendContinue: () => undefined,
  }
}

test('the address is as many entries from the right as there are trusted hops', () => {
  const rows: [rule: string, header: string | undefined, hops: number, address: string][] = [
    ['no hop, no header', undefined, 0, '10.0.0.9'],
    ['no hop: the header is a lie', '1.1.1.1', 0, '10.0.0.9'],
    ['one hop, no header', undefined, 1, '10.0.0.9'],
    ['one hop', '1.1.1.1', 1, '1.1.1.1'],
    ['one hop: only the last entry', '6.6.6.6, 1.1.1.1', 1, '1.1.1.1'],
    ['one hop of many', '7.7.7.7, 6.6.6.6, 1.1.1.1', 1, '1.1.1.1'],
    ['two hops', '6.6.6.6, 1.1.1.1, 10.0.0.2', 2, '1.1.1.1'],
    ['three hops', '6.6.6.6, 1.1.1.1, 10.0.0.2, 10.0.0.3', 3, '1.1.1.1'],
    ['as many hops as entries', '1.1.1.1, 10.0.0.2', 2, '1.1.1.1'],
    ['more hops than entries', '1.1.1.1', 3, '1.1.1.1'],
    ['no space between', '6.6.6.6,1.1.1.1', 1, '1.1.1.1'],
    ['blanks around', ' 6.6.6.6 ,\t1.1.1.1 ', 1, '1.1.1.1'],
    ['with a port', '1.1.1.1:8080', 1, '1.1.1.1'],
    ['IPv6', '2001:DB8::1', 1, '2001:db8::1'],
    ['IPv6 in brackets', '[2001:db8::1]', 1, '2001:db8::1'],
    ['IPv6 with a port', '[2001:db8::1]:8080', 1, '2001:db8::1'],
    ['a last group is no port', '2001:db8::1:80', 1, '2001:db8::1:80'],
    ['mapped IPv4', '::ffff:1.1.1.1', 1, '1.1.1.1'],
    ['mapped IPv4 in capitals', '[::FFFF:1.1.1.1]:80', 1, '1.1.1.1'],
    ['unknown: the socket', 'unknown', 1, '10.0.0.9'],
    ['unknown does not reach further left', '6.6.6.6, unknown', 1, '10.0.0.9'],
    ['unknown: the next trusted one', '6.6.6.6, unknown, 10.0.0.2', 2, '10.0.0.2'],
    ['all garbage', '6.6.6.6, -, <script>', 2, '10.0.0.9'],
    ['an empty header', '', 1, '10.0.0.9'],
    ['an empty entry', '6.6.6.6,', 1, '10.0.0.9'],
    ['no such address', '999.1.1.1', 1, '10.0.0.9'],
    ['no such port', '1.1.1.1:http', 1, '10.0.0.9'],
    ['brackets left open', '[2001:db8::1', 1, '10.0.0.9'],
    ['more behind the brackets', '[2001:db8::1]x', 1, '10.0.0.9'],
    ['something before the brackets', 'x[2001:db8::1]', 1, '10.0.0.9'],
    ['a host name', 'localhost', 1, '10.0.0.9'],
  ]
  for (const [rule, header, hops, address] of rows) {
    const headers = header === undefined ? {} : { 'x-forwarded-for': header }
    assert.equal(clientAddress(request(headers, '10.0.0.9'), hops), address, rule)
  }
})

test('a socket shows its address in plain form', () => {
  assert.equal(clientAddress(request({}, '::ffff:10.0.0.9'), 0), '10.0.0.9')
  assert.equal(clientAddress(request({}, '::1'), 0), '::1')
  assert.equal(clientAddress(request({}, '::ffff:7f00:1'), 0), '::ffff:7f00:1')
  assert.equal(clientAddress(request({}, 'fe80::1%eth0'), 0), 'fe80::1%eth0')
  assert.equal(clientAddress(request({}), 0), 'unknown')
  assert.equal(clientAddress(request({ 'x-forwarded-for': '1.1.1.1' }), 0), 'unknown')
})

test('other forwarding headers are never read', () => {
  const headers = {
    'x-forwarded-host': '6.6.6.6',
    'x-real-ip': '6.6.6.6',
    forwarded: 'for=6.6.6.6;proto=https',
    'x-forwarded-scheme': 'https',
  }
  assert.equal(clientAddress(request(headers, '10.0.0.9'), 1), '10.0.0.9')
  assert.equal(clientScheme(request(headers, '10.0.0.9'), 1), 'http')
})

test('the scheme is the entry of the same proxy', () => {
  const rows: [rule: string, header: string | undefined, hops: number, scheme: string][] = [
    ['no hop: the header is a lie', 'https', 0, 'http'],
    ['no header', undefined, 1, 'http'],
    ['one hop', 'https', 1, 'https'],
    ['plain', 'http', 1, 'http'],
    ['capitals', 'HTTPS', 1, 'https'],
    ['only the last entry', 'https, http', 1, 'http'],
    ['only the last entry, the other way', 'http,https', 1, 'https'],
    ['two hops', 'http, https, http', 2, 'https'],
    ['two hops, the other way', 'https, http, https', 2, 'http'],
    ['a proxy that replaces the entry', 'https', 2, 'https'],
    ['garbage: the next trusted one', 'http, x, https', 2, 'https'],
    ['garbage', 'ftp', 1, 'http'],
    ['garbage does not reach further left', 'https, x', 1, 'http'],
  ]
  for (const [rule, header, hops, scheme] of rows) {
    const headers = header === undefined ? {} : { 'x-forwarded-proto': header }
    assert.equal(clientScheme(request(headers, '10.0.0.9'), hops), scheme, rule)
  }
})

test('a limit counts IPv6 by its first 64 bits', () => {
  const rows: [address: string, key: string][] = [
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['unknown', 'unknown'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:db8::2', '2001:db8:0:0::/64'],
    ['2001:DB8::1', '2001:db8:0:0::/64'],
    ['2001:0db8:0000::1', '2001:db8:0:0::/64'],
    ['2001:db8:0:1::1', '2001:db8:0:1::/64'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4::/64'],
    ['1:2:3:4:9:9:9:9', '1:2:3:4::/64'],
    ['1:2:3::', '1:2:3:0::/64'],
    ['1:2:3:4::', '1:2:3:4::/64'],
    ['1:2::5:6:7:8', '1:2:0:0::/64'],
    ['1::4:5:6:7:8', '1:0:0:4::/64'],
    ['1::3:4:5:6:7:8', '1:0:3:4::/64'],
    ['::2:3:4:5:6:7:8', '0:2:3:4::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['1:2::3:4:5:192.0.2.1', '1:2:0:3::/64'],
    ['1:2:3:4:5:6:192.0.2.1', '1:2:3:4::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['fe80::1%a:b:c:d:e:f:g:h:i', 'fe80:0:0:0::/64'],
    ['1:2::3%4::5', '1:2:0:0::/64'],
  ]
  for (const [address, key] of rows) assert.equal(limitKey(address), key, address)
})
