// The programs that open a tunnel: how each one is started, and where its output names the public
// address. Their output may change with a version: an address that isn't found is reported with
// what the program said. Lesson: share-it (tour)

import { devNull } from 'node:os'
import { isRecord } from '../../basics/check.ts'
import { readPublicOrigin } from './tunnel.ts'

export type TunnelName = typeof tunnelNames[number]

export type TunnelProgram = {
  words(host: string): string[]
  /** Gives the public address that a line of the output names. */
  readOrigin(line: string): string | undefined
  /** How long it may take until the address is known. */
  patienceMs: number
  /** Whether people must read its output until then. */
  asksPeople: boolean
  /** How to get it. */
  install: string
}

/** In the order in which they're looked for. */
export const tunnelNames = ['ngrok', 'cloudflared', 'tailscale'] as const

export const tunnelPrograms: Record<TunnelName, TunnelProgram> = {
  ngrok: {
    words: (host) => ['http', `http://${host}`, '--log=stdout', '--log-format=json'],
    readOrigin: readNgrok,
    patienceMs: 30_000,
    asksPeople: false,
    install: 'https://ngrok.com/download (free account, with an address that stays the same)',
  },
  cloudflared: {
    // Without a configuration of its own, it would use the user's, which may lead elsewhere.
    words: (host) => ['tunnel', '--config', devNull, '--url', `http://${host}`],
    readOrigin: readCloudflared,
    patienceMs: 45_000,
    asksPeople: false,
    install: 'https://github.com/cloudflare/cloudflared/releases (no account, a new address each '
      + 'time)',
  },
  tailscale: {
    words: (host) => ['funnel', `http://${host}`],
    readOrigin: readTailscale,
    // The first time, people have to allow Funnel on a page.
    patienceMs: 300_000,
    asksPeople: true,
    install: 'https://tailscale.com/download (free account, the name of this machine)',
  },
}

// {"lvl":"info","msg":"started tunnel","addr":"http://localhost:3000","url":"https://…"}
function readNgrok(line: string): string | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    const entry: unknown = JSON.parse(line)
    if (!isRecord(entry) || !/^started (?:tunnel|endpoint)$/.test(String(entry['msg']))) {
      return undefined
    }
    return readPublicOrigin(String(entry['url']))
  } catch {
    return undefined
  }
}

// 2026-09-30T02:32:21Z INF |  https://four-random-words-here.trycloudflare.com   |
function readCloudflared(line: string): string | undefined {
  const box = /\| {1,9}(https:\/\/[\w-]+\.trycloudflare\.com) {1,99}\|$/
  return readPublicOrigin(box.exec(line)?.[1] ?? '')
}

// "Available on the internet:", an empty line, and then https://machine.tailnet.ts.net/ alone.
// Other addresses, such as the page where Funnel is allowed, are indented or have a path.
function readTailscale(line: string): string | undefined {
  return line.startsWith('https://') ? readPublicOrigin(line) : undefined
}
