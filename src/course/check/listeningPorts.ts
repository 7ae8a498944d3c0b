// Finds out on which ports a process and its children listen: how a hard-coded port is found in a
// program that isn't written for Node, and so reports nothing itself.

import { execFile } from 'node:child_process'
import { open, readdir, readFile, readlink } from 'node:fs/promises'
import { promisify } from 'node:util'

export type ListeningPort = { port: number; address: string }

const runFile = promisify(execFile)
const timeout = 2_000
const listenState = '0A'
// In the first line of the table.
const titleOfState = 'st'
const pageBytes = 4096

/**
 * Gives the ports of a process and its children (on Windows, without its children); an empty list
 * when nothing can be found out.
 */
export async function listeningPorts(processId: number): Promise<readonly ListeningPort[]> {
  try {
    if (process.platform === 'linux') return await portsOnLinux(processId)
    if (process.platform === 'win32') return await portsOnWindows(processId)
    return await portsByLsof(processId)
  } catch {
    return []
  }
}

// Each open socket of a process is a link to `socket:[inode]`; the tables in /proc/net name the
// inode of every listening socket (proc_net(5)).
async function portsOnLinux(processId: number): Promise<ListeningPort[]> {
  const inodes = new Set<string>()
  for (const each of await familyOf(processId)) {
    for (const inode of await socketsOf(each)) inodes.add(inode)
  }
  const paths = ['/proc/net/tcp', '/proc/net/tcp6']
  // A machine without IPv6 does not have the second one.
  const tables = await Promise.all(paths.map((path) => readListening(path).catch(() => [])))
  return tables.flatMap((lines) => parseLines(lines, inodes))
}

// The sockets that listen come first. After a load test there are thousands of others, and even to
// list them takes the system long.
async function readListening(path: string): Promise<string[]> {
  const file = await open(path)
  try {
    const lines: string[] = []
    for await (const line of file.readLines({ highWaterMark: pageBytes })) {
      const state = line.trim().split(/\s+/, 4)[3]
      if (state === listenState) lines.push(line)
      else if (state !== titleOfState) break
    }
    return lines
  } finally {
    await file.close()
  }
}

async function familyOf(processId: number): Promise<number[]> {
  const family = [processId]
  // The list grows while we go through it: children, then their children.
  for (const member of family) family.push(...await childrenOf(member))
  return family
}

// A child belongs to the thread that started it (proc(5), /proc/PID/task/TID/children).
async function childrenOf(processId: number): Promise<number[]> {
  const threads = await readdir(`/proc/${processId}/task`).catch(() => [])
  const lists = await Promise.all(threads.map((thread) =>
    readFile(`/proc/${processId}/task/${thread}/children`, 'utf8').catch(() => '')))
  return lists.flatMap((list) => list.split(' ').map(Number).filter((child) => child > 0))
}

async function socketsOf(processId: number): Promise<string[]> {
  const folder = `/proc/${processId}/fd`
  const names = await readdir(folder).catch(() => [])
  const paths = names.map((name) => `${folder}/${name}`)
  const links = await Promise.all(paths.map((path) => readlink(path).catch(() => '')))
  return links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? [])
}

function parseLines(lines: readonly string[], inodes: ReadonlySet<string>): ListeningPort[] {
  return lines.flatMap((line) => {
    const words = line.trim().split(/\s+/)
    const [address = '', port = ''] = (words[1] ?? '').split(':')
    if (!inodes.has(words[9] ?? '')) return []
    return [{ port: parseInt(port, 16), address: nameAddress(address) }]
  })
}

// The tables write addresses in hexadecimal, each 32 bits in the byte order of the machine.
function nameAddress(hex: string): string {
  if (/^0+$/.test(hex)) return hex.length === 8 ? '0.0.0.0' : '::'
  if (hex === '00000000000000000000000001000000') return '::1'
  const bytes = Buffer.from(hex.slice(-8), 'hex').reverse()
  return hex.length === 8 ? bytes.join('.') : `[${hex}]`
}

async function portsByLsof(processId: number): Promise<ListeningPort[]> {
  const { stdout } = await runFile('pgrep', ['-g', String(processId)], { timeout })
    .catch(() => ({ stdout: '' }))
  const family = [processId, ...stdout.split('\n').filter(Boolean)].join(',')
  const words = ['-nP', '-a', '-iTCP', '-sTCP:LISTEN', '-Fn', '-p', family]
  const listed = await runFile('lsof', words, { timeout })
  return [...listed.stdout.matchAll(/^n(.*):(\d+)$/gm)].map(([, address = '', port]) => ({
    port: Number(port),
    address: address === '*' ? '::' : address.replace(/^\[|\]$/g, ''),
  }))
}

async function portsOnWindows(processId: number): Promise<ListeningPort[]> {
  const { stdout } = await runFile('netstat', ['-ano', '-p', 'TCP'], { timeout })
  return stdout.split('\n').flatMap((line) => {
    const [, local = '', , state, owner] = line.trim().split(/\s+/)
    if (state !== 'LISTENING' || owner !== String(processId)) return []
    const colon = local.lastIndexOf(':')
    return [{ port: Number(local.slice(colon + 1)), address: local.slice(0, colon) }]
  })
}
