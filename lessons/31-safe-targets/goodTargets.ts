// Targets that a shortener must accept, although each has something in it that looks like a reason
// to refuse it.

import type { Fresh } from '../../src/course/check/fresh.ts'
import { longestTarget } from './hostileTargets.ts'

/** Makes good targets, in another order in each run. */
export function goodTargets(fresh: Fresh): readonly string[] {
  const [host, word] = [`${fresh.word()}.example`, fresh.word()]
  return fresh.shuffle([
    `https://${host}`, `HTTP://${host.toUpperCase()}/A`, `https://${host}:8443/a?b=c#d`,
    `https://${host}/?next=http://localhost/`, `https://localhost.${host}/`,
    `https://not-localhost.${host}/127.0.0.1`, `https://${word}localhost.example/`,
    // Only ".localhost" at the end means this machine.
    `https://www.${word}localhost/`, `http://${word}.${word}-localhost:8080/`,
    `https://127.0.0.1.${host}/`, `http://128.0.0.1/${word}`, `http://1.127.0.1/${word}`,
    `https://[2001:db8::${fresh.integer(1, 999)}]/`, `https://[2001:db8::127:1]/`,
    `https://${host}/javascript:alert(1)`, `https://${host}/?u=data:text/html,a`,
    `https://${host}/@${word}`, `https://${host}/?mail=${word}@${host}`, `https://${host}/#a@b`,
    `https://${host}//${word}//`, `https://${host}/%0a%C3%BC%2F${word}`, `https://${host}/a?b?c`,
    `https://${host}./${word}`,
    `https://${host}/https://${word}.example/`, longestTarget(fresh),
  ])
}

/** Makes a target whose host, path and query have letters of other scripts. */
export function internationalTarget(fresh: Fresh): string {
  const name = fresh.pick(['bücher', 'аpple', 'münchen', '例え', 'ελλάδα', 'köln'])
  return `https://${fresh.word()}.${name}.example/${fresh.pick(['é', 'ü', '言'])}?q=ö#й`
}

/** Makes targets that only look like the site with this host, or are below it. */
export function neighbours(host: string, fresh: Fresh): readonly string[] {
  return fresh.shuffle([
    `https://${host}.${fresh.word()}.example/`, `https://${fresh.word()}${host}/`,
    `https://${fresh.word()}.${host}/`, `https://${fresh.word()}.example/${host}`,
    `https://${fresh.word()}.example/?u=https://${host}/`,
  ])
}
