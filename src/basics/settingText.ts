// Refuses what doesn't belong to the value of a setting: quotes from a file of settings, a Windows
// line ending, or a `~` that only a shell replaces. It would become part of the value, and nobody
// would notice. Lesson: deploying (appendix)

import { isIP } from 'node:net'

/** Reads text that has only the value in it. Throws an Error that says what to remove. */
export function plainText(text: string): string {
  if (/^\s|\s$/.test(text)) throw new Error('remove the space or line break around it')
  if (/^(["'`]).*\1$/s.test(text) && text.length > 1) throw new Error('remove the quotes around it')
  if (/[\0-\x1f\x7f]/.test(text)) throw new Error('remove the line break or control character')
  return text
}

/** Reads the path of a folder. */
export function parseFolder(text: string): string {
  // Only a shell replaces these. From a file of settings, they'd be part of the folder's name.
  if (!/^~|\$\{?\w/.test(text)) return text
  throw new Error('write the whole path, such as /var/lib/groundwork, without ~ and $')
}

/** Reads the address to listen at: an IP address, or the name of this machine. */
export function parseListenHost(text: string): string {
  if (isIP(text) > 0 || /^[a-z0-9_.-]+$/i.test(text)) return text
  throw new Error('use an IP address without a port: 127.0.0.1, or 0.0.0.0 for all addresses')
}

/** Reads the URL where people reach the server, without a path. */
export function parseOrigin(text: string): string {
  const url = URL.parse(text)
  const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:'
  const hasMore = url?.pathname !== '/' || url.search || url.hash || url.username || url.password
  if (!isWeb || hasMore || !isHost(url.hostname) || url.port === '0') {
    throw new Error('use a URL like https://go.example, without a path')
  }
  // People who listen on all addresses often copy that address to this setting.
  if (!/^(?:0\.0\.0\.0|\[::\])$/.test(url.hostname)) return url.origin
  throw new Error('use the address that people type: this one means every address of a machine')
}

// Checks a host name in the form that URL gives it. A dot at the end would make another origin.
function isHost(hostname: string): boolean {
  const label = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/
  return hostname.startsWith('[') || hostname.split('.').every((part) => label.test(part))
}
