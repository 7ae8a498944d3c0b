// Targets that a shortener must refuse, of several kinds, made anew for each run: first as anybody
// would write them, then in spellings that a browser reads as the same URL.

import type { Fresh } from '../../src/course/check/fresh.ts'
import { hostSpellings, schemeSpellings } from './spellings.ts'

/** `plain` are the usual spellings, `others` mean the same to a browser. */
export type Kind = { plain: readonly string[]; others: readonly string[] }

const rests = ['', '/', '/a/b', '/?q=1', '?q=%20', '/#top', '/a.b?c=d&e=%2F']

/** Targets that run a script or carry a page in themselves. */
export function scripts(fresh: Fresh): Kind {
  const host = hostOf(fresh)
  return {
    plain: [
      'javascript:alert(1)', 'data:text/html,<script>alert(1)</script>', 'vbscript:msgbox(1)',
      `javascript://${host}/%0aalert(1)`, `javascript:/*https://${host}/*/alert(1)`,
      `data:text/html;base64,PGI+?x=https://${host}`, `javascript:https://${host}/`,
    ],
    others: fresh.shuffle([
      `JavaScript:alert("https://${host}/")`, `JAVASCRIPT:void('http://${host}')`,
      `DATA:,http://${host}/`, `VBScript:https://${host}`,
    ]),
  }
}

/** Targets with another scheme than the web's. */
export function otherSchemes(fresh: Fresh): readonly string[] {
  const host = hostOf(fresh)
  return fresh.shuffle([
    `ftp://${host}/a`, 'file:///etc/passwd', `mailto:${fresh.word()}@${host}`, 'about:blank',
    `blob:https://${host}/${fresh.word()}`, `ws://${host}/`, `view-source:https://${host}/`,
    `httpss://${host}/`, `https+x://${host}/`, `xhttp://${host}/`, `FTP://${host}/?u=http://a.b/`,
    `intent://${host}#Intent;scheme=https;end`, 'tel:+49301234',
  ])
}

/** Texts that aren't whole URLs. */
export function incomplete(fresh: Fresh): readonly string[] {
  const host = hostOf(fresh)
  return fresh.shuffle([
    '', fresh.word(), host, `www.${host}/a`, `/${fresh.word()}`, `//${host}/a`, `?q=${host}`, '#',
    'https://', 'http://?a=b', 'http://#a', `https://[${fresh.word()}]/`, `https://[::1/${host}`,
    `https://${host}:port/`, `https://${host}:99999/`, `://${host}/`, 'http',
    `http://${fresh.word()}<b>.example/`,
  ])
}

/** Values that aren't texts. */
export function notTexts(fresh: Fresh): readonly unknown[] {
  const target = `https://${hostOf(fresh)}/`
  return fresh.shuffle([null, fresh.integer(2, 99), true, [], [target], {}, { href: target }])
}

/** URLs with a user name or a password. */
export function withCredentials(fresh: Fresh): readonly string[] {
  const [host, word] = [hostOf(fresh), fresh.word()]
  return fresh.shuffle([
    `https://${word}:secret@${host}/`, `https://${word}@${host}/`, `https://bank.example@${host}/`,
    `https://:secret@${host}/a`, `HTTPS://${word}@${host}`, `https://${word}%3A1@${host}/`,
    `https://a@b@${host}/`, `https://www.bank.example:443@${host}`, `https://${word}:@${host}/?a`,
  ])
}

/** Texts with line breaks, tabs and other control characters in them. */
export function withLineBreaks(fresh: Fresh): readonly string[] {
  const [host, word] = [hostOf(fresh), fresh.word()]
  const anywhere = ['\n', '\r\n', '\t', '\r']
  // In a path or a query, the parser encodes these. In a host, it refuses them itself.
  const kept = [
    '\0', '\x1f', '\x7f', '\x85', '\u2028', '\u2029',
    String.fromCharCode(fresh.integer(0x80, 0x9f)),
  ]
  const places = (control: string) => fresh.pick([
    `https://${host}/${word}${control}a`, `https://${host}${control}/${word}`,
    `https://${host}/?q=${control}${word}`, `ht${control}tps://${host}/`,
    `https://${host}/a${control}https://${word}.example/b`,
    `https://${host}/${control}Set-Cookie: a=${word}`,
  ])
  // These two are read by every parser as URLs, and a Location with them has two lines.
  const inside = [`https://${host}/a\nb`, `https://${host}/\r\nX-A: ${word}`]
  // What the end of a text loses when it's trimmed.
  const outside = [`https://${host}/${word}\n`, `\thttps://${host}/`, `https://${host}/a\u2028`]
  const encoded = kept.map((control) =>
    `https://${host}/${fresh.pick(['', '?'])}${word}${control}${word}`)
  return [...anywhere.map(places), ...fresh.shuffle(encoded), ...inside, ...fresh.shuffle(outside)]
}

/** URLs that are too long: as they were sent, or as they are stored. */
export function tooLong(fresh: Fresh): readonly string[] {
  const start = `https://${hostOf(fresh)}/`
  const fill = (length: number) => start.padEnd(length, fresh.word())
  // Each ü becomes six characters: %C3%BC.
  const grows = start + 'ü'.repeat(fresh.integer(345, 600))
  // The parser removes each ./ from a path.
  const shrinks = `${start}${'./'.repeat(fresh.integer(1_030, 2_000))}${fresh.word()}`
  return [fill(longest + 1), fill(fresh.integer(longest + 2, 9_000)), grows, shrinks]
}

const longest = 2_048

/** A URL of exactly the greatest length. */
export function longestTarget(fresh: Fresh): string {
  return `https://${hostOf(fresh)}/`.padEnd(longest, fresh.word())
}

/** URLs of the machine that the program runs on. Each plain one is another name for it. */
export function thisMachine(fresh: Fresh): Kind {
  const plain = [
    'localhost', '127.0.0.1', '[::1]', `${fresh.word()}.localhost`, '0.0.0.0', '[::]',
    `127.${fresh.integer(1, 254)}.${fresh.integer(0, 255)}.${fresh.integer(1, 254)}`,
    `0.${fresh.integer(1, 254)}.${fresh.integer(0, 255)}.${fresh.integer(1, 254)}`,
    '[::ffff:127.0.0.1]',
  ]
  const others = [
    'LocalHost', 'localhost.', '127.1', '127.0.1', '2130706433', '0x7f000001', '0x7F.1',
    '0177.0.0.1', '017700000001', '127.0.0.1.', '0', '0x0', '[0:0:0:0:0:0:0:1]', '[0000::0001]',
    '[::FFFF:7f00:1]', '[0:0:0:0:0:ffff:127.0.0.1]', '①②⑦.⓪.⓪.①', '127。0。0。1',
    ...hostSpellings('localhost', fresh),
  ]
  return { plain: urlsOf(plain, fresh), others: urlsOf(fresh.shuffle(others), fresh) }
}

/** URLs of the program's own site. */
export function thisSite(host: string, fresh: Fresh): Kind {
  const others = [host.toUpperCase(), `${host}.`, ...hostSpellings(host, fresh)]
  // With another port or scheme it's the same site, and not another spelling.
  const port = fresh.integer(1024, 65_535)
  const plain = [`https://${host}/`, `http://${host}/`, `https://${host}:${port}/a`]
  return { plain, others: urlsOf(fresh.shuffle(others), fresh) }
}

function urlsOf(hosts: readonly string[], fresh: Fresh): string[] {
  return hosts.map((host) => {
    const port = fresh.pick(['', '', ':8080', `:${fresh.integer(1024, 65_535)}`])
    return `${fresh.pick(schemeSpellings)}//${host}${port}${fresh.pick(rests)}`
  })
}

function hostOf(fresh: Fresh): string {
  return `${fresh.word()}.example`
}
