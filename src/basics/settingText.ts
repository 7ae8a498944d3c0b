// What goes wrong with the text of a setting on its way here, whatever it's for: quotes that a file
// of settings keeps, a line end of Windows, a `~` that only a shell understands. Each would be part
// of the value, and nobody would see it. Lesson: deploying (appendix)

import { isIP } from 'node:net'

/** Reads text that came unharmed. Throws an Error that says what to remove. */
export function plainText(text: string): string {
  if (/^\s|\s$/.test(text)) throw new Error('remove the space or line break around it')
  if (/^(["'`]).*\1$/s.test(text) && text.length > 1) throw new Error('remove the quotes around it')
  if (/[\0-\x1f\x7f]/.test(text)) throw new Error('remove the line break or control character')
  return text
}

/** Reads the path of a folder. */
export function parseFolder(text: string): string {
  // Only a shell replaces these: in a file of settings, they would be the name of a folder.
  if (!/^~|\$\{?\w/.test(text)) return text
  throw new Error('write the whole path, such as /var/lib/groundwork, without ~ and $')
}

/** Reads the address to listen at: an IP address, or the name of this machine. */
export function parseListenHost(text: string): string {
  if (isIP(text) > 0 || /^[a-z0-9_.-]+$/i.test(text)) return text
  throw new Error('use an IP address alone: 127.0.0.1, or 0.0.0.0 for all')
}

/** Reads the URL where people reach the server, without a path. */
export function parseOrigin(text: string): string {
  const url = URL.parse(text)
  const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:'
  const hasMore = url?.pathname !== '/' || url.search || url.hash || url.username || url.password
  if (!isWeb || hasMore || !isHost(url.hostname) || url.port === '0') {
    throw new Error('use a URL like https://go.example, without a path')
  }
  // People who listen there write it here too.
  if (!/^(?:0\.0\.0\.0|\[::\])$/.test(url.hostname)) return url.origin
  throw new Error('use the address that people type: this one means all addresses of a machine')
}

// As URL writes it. A name that ends with a dot would be another origin than the one without.
function isHost(hostname: string): boolean {
  const label = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/
  return hostname.startsWith('[') || hostname.split('.').every((part) => label.test(part))
}
