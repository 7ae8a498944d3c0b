// The parts of compose.yaml that can be tried without containers: nginx reads its site, and the
// servers accept their settings. The flags of the nodes are tried by `npm run test:cluster`.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { readConfig } from '../../../src/basics/config.ts'
import { parseRqliteUrl } from '../../../src/database/rqlite/address.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'

const file = join(import.meta.dirname, '../../../src/tools/deploy/compose.yaml')
const compose = readFileSync(file, 'utf8')

/** Gives the lines that belong to a key: those after it that are further to the right. */
function linesOf(key: string): string[] {
  const lines = compose.split('\n')
  const start = lines.findIndex((line) => line.trim().startsWith(`${key}:`))
  const depth = lines[start]?.search(/\S/) ?? assert.fail(key)
  const rest = lines.slice(start + 1)
  const end = rest.findIndex((line) => line !== '' && line.search(/\S/) <= depth)
  return rest.slice(0, end)
}

test('nginx reads the site of the composition', (t) => {
  if (spawnSync('nginx', ['-v']).error) return t.skip('This machine has no nginx')
  const place = temporaryFolder(t)
  const site = linesOf('content').join('\n').replaceAll('$$', '$')
    .replaceAll(/server\d:3000/g, '127.0.0.1:3000').replace('listen 80', 'listen 127.0.0.1:8080')
  assert.match(site, /proxy_set_header Host \$http_host;/)
  writeFileSync(join(place, 'nginx.conf'), [
    `pid ${place}/pid;`, 'error_log stderr;', 'events {}', 'http {', 'access_log off;', site, '}',
  ].join('\n'))
  const { status, stderr } = spawnSync(
    'nginx', ['-t', '-p', place, '-c', join(place, 'nginx.conf')], { encoding: 'utf8' })
  assert.equal(status, 0, stderr)
})

test('the servers accept their settings, and know all nodes', () => {
  const settings = linesOf('environment').filter((line) => !line.trim().startsWith('#'))
    .map((line) => /^ *(\w+): "?(.*?)"?$/.exec(line)?.slice(1) ?? assert.fail(line))
  const environment: Record<string, string> = Object.fromEntries(settings)
  assert.match(environment['SECRET'] ?? '', /^\$\{SECRET:\?/)
  const SECRET = Buffer.alloc(32, 7).toString('base64')
  const { databaseUrl, trustedHops } = readConfig({ ...environment, SECRET })
  assert.equal(trustedHops, 1)
  const { origins } = parseRqliteUrl(databaseUrl ?? '')
  const names = [...compose.matchAll(/hostname: (\w+)/g)].map(([, name]) => name)
  assert.equal(names.length, 3)
  assert.deepEqual(origins, names.map((name) => `http://${name}:4001`))
  const joined = /-join=([^"]*)"/.exec(compose)?.[1]
  assert.equal(joined, names.map((name) => `${name}:4002`).join(','))
})
