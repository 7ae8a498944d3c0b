// Addresses that an attacker would like browsers to be sent to.

import type { Fresh } from '../../src/course/check/fresh.ts'
import type { Application } from './applications.ts'

/** What isn't one of an application's redirect URIs, and looks like it. */
export function wrongUris(
  fresh: Fresh, { uris: [uri, second] }: Application, other: Application,
): readonly string[] {
  const { host, pathname } = new URL(uri)
  const evil = `${fresh.word()}.example`
  const rest = `${host}${pathname}`
  return fresh.shuffle([
    `https://${evil}${pathname}`, `https://${host}.${evil}${pathname}`, `https://${evil}/${rest}`,
    `https://${host}@${evil}${pathname}`, `https://${host}:8443${pathname}`, `http://${rest}`,
    `https://x.${rest}`, `https://${host.replace('.', '-')}${pathname}`,
    `https://${host}${pathname.toUpperCase()}`, `https://${evil}\\@${rest}`,
    `https://${evil}#${rest}`, `//${rest}`, `/\\${evil}`, 'javascript:alert(1)',
    uri.slice(0, -1), `${uri}/`, `${uri}x`, `${uri}/../${fresh.word()}`, `https://${host}/`,
    `${uri}?next=https://${evil}/`, `${second}&next=https://${evil}/`, `${uri}#${fresh.word()}`,
    second.slice(0, second.indexOf('?')), encodeURIComponent(uri), `${uri} https://${evil}/`,
    `${uri}\n${second}`, `${second}\n${uri}`, `https://${host}/%`, '', '\n',
    ...other.uris,
  ])
}

/** Other spellings that a browser reads as this URI. */
export function otherSpellings(fresh: Fresh, uri: string): readonly string[] {
  const { host, pathname } = new URL(uri)
  return fresh.shuffle([
    `HTTPS://${host}${pathname}`, `https://${host.toUpperCase()}${pathname}`,
    `https://${host}:443${pathname}`, `https://${host}/.${pathname}`,
    `https://${host}/${fresh.word()}/..${pathname}`, ` ${uri}`, `${uri} `, `${uri}\n`,
  ])
}

/** What isn't a path of the program, however it's written. */
export function foreignPaths(fresh: Fresh, port: number): readonly string[] {
  const evil = `${fresh.word()}.example`
  return fresh.shuffle([
    `https://${evil}/`, `//${evil}/`, `/\\${evil}/`, `\\\\${evil}/`, `/\t/${evil}/`, `\t//${evil}/`,
    `http://localhost:${port}@${evil}/`, `http://localhost:${port}.${evil}/`, `https:${evil}/`,
    `/\n/${evil}/`,
  ])
}
