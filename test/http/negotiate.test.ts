import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addVary, negotiateEncoding, negotiateMediaType } from '../../src/http/negotiate.ts'
import type { ReplyHeaders } from '../../src/http/reply.ts'

type Row = [
  rule: string, header: string | undefined, offers: string[], expected: string | undefined,
]

const json = 'application/json'
const html = 'text/html'

const mediaRows: Row[] = [
  ['no header: the first offer', undefined, [json, html], json],
  ['an empty header: the first offer', '', [json, html], json],
  ['only malformed members: the first offer', 'text, */html, /', [json, html], json],
  ['no offers', '*/*', [], undefined],
  ['the only type that is accepted', html, [json, html], html],
  ['nothing fits', 'image/png', [json, html], undefined],
  ['of equals, the first offer', 'text/html, application/json', [json, html], json],
  ['of equals, the order of the header is nothing', `${html}, ${json}`, [html, json], html],
  ['the higher weight', 'application/json;q=0.8, text/html', [json, html], html],
  ['the higher weight by a thousandth', `${json};q=0.500, ${html};q=0.501`, [json, html], html],
  ['any type', '*/*', [json, html], json],
  ['any subtype', 'text/*', [json, html], html],
  ['any subtype of a type whose name starts the same', 'text/*', ['textual/html'], undefined],
  ['a type of its own beats text/*', 'text/*, text/html;q=0.1, */*;q=0.5', [html, json], json],
  ['text/* beats */*, whatever the order', '*/*, text/*;q=0.1', [html, json], json],
  ['weight 0 refuses', 'text/html;q=0, */*', [html, json], json],
  ['weight 0 for all', '*/*;q=0', [html, json], undefined],
  ['capitals are the same', 'TEXT/HTML', [json, html], html],
  ['an offer in capitals comes back as it was', 'text/html', ['Text/HTML'], 'Text/HTML'],
  ['an offer with parameters fits', html, ['text/html; charset=utf-8'], 'text/html; charset=utf-8'],
  ['a parameter that the offer lacks', 'text/html;level=1', [html, json], undefined],
  [
    'a parameter that the offer has',
    'text/html;level=1', [html, 'text/html;level=1'], 'text/html;level=1',
  ],
  ['another value of the parameter', 'text/html;level=2', ['text/html;level=1'], undefined],
  [
    'a quoted parameter',
    'text/html;charset="UTF-8"', ['text/html;charset=utf-8'], 'text/html;charset=utf-8',
  ],
  [
    'more parameters are more specific',
    'text/html, text/html;level=1;q=0.1', ['text/html;level=1', json], 'text/html;level=1',
  ],
  [
    'what Chrome sends for a page',
    'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8',
    [json, html], html,
  ],
  ['a malformed member is skipped', 'text/html;q=x, application/json;q=0.1', [html, json], json],
  ['too long: the first offer', `${html},${'a'.repeat(2000)}`, [json, html], json],
]
// The example of RFC 9110, section 12.5.1: each offer against a rival of known weight.
const example = 'text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, ' +
  'text/plain;format=fixed;q=0.4, */*;q=0.5'
const exampleWeights: [offer: string, weight: number][] = [
  ['text/plain;format=flowed', 1], ['text/plain', 0.7], ['text/html', 0.3], ['image/jpeg', 0.5],
  ['text/plain;format=fixed', 0.4], ['text/html;level=3', 0.3],
]
for (const [offer, weight] of exampleWeights) {
  const header = (rival: number) => `${example}, x/rival;q=${rival.toFixed(3)}`
  mediaRows.push([`${offer} weighs at least ${weight}`, header(weight), [offer, 'x/rival'], offer])
  if (weight === 1) continue
  mediaRows.push([`${offer} weighs no more`, header(weight + 0.001), [offer, 'x/rival'], 'x/rival'])
}

const encodingRows: Row[] = [
  ['no header: as it is', undefined, ['br', 'gzip'], 'identity'],
  ['an empty header: as it is', '', ['br', 'gzip'], 'identity'],
  ['the coding that is accepted', 'gzip', ['br', 'gzip'], 'gzip'],
  ['none that is known', 'compress', ['br', 'gzip'], 'identity'],
  ['of equals, the first offer', 'gzip, deflate, br, zstd', ['zstd', 'br', 'gzip'], 'zstd'],
  ['the higher weight', 'br;q=0.5, gzip;q=0.8', ['br', 'gzip'], 'gzip'],
  ['the lowest weight still beats the unnamed identity', 'gzip;q=0.001', ['br', 'gzip'], 'gzip'],
  ['a named identity can be better', 'identity, gzip;q=0.5', ['br', 'gzip'], 'identity'],
  ['a named identity can be equal: the offer', 'identity, gzip', ['br', 'gzip'], 'gzip'],
  ['capitals are the same', 'GZIP', ['br', 'gzip'], 'gzip'],
  ['* is any', '*', ['br', 'gzip'], 'br'],
  ['* is any that is not named', 'br;q=0.1, *;q=0.2', ['br', 'gzip'], 'gzip'],
  ['* covers identity too', 'gzip;q=0.1, *;q=0.5', ['gzip'], 'identity'],
  ['weight 0 refuses', 'gzip;q=0, *', ['gzip', 'br'], 'br'],
  ['weight 0 leaves identity', 'gzip;q=0', ['gzip'], 'identity'],
  ['*;q=0 refuses identity too', '*;q=0', ['gzip'], undefined],
  ['*;q=0 leaves what is named', 'gzip;q=0.2, *;q=0', ['br', 'gzip'], 'gzip'],
  ['identity;q=0 refuses it', 'identity;q=0', ['gzip'], undefined],
  ['identity;q=0 and a coding', 'identity;q=0, gzip;q=0.1', ['gzip'], 'gzip'],
  ['identity named beside *;q=0', '*;q=0, identity;q=0.3', ['gzip'], 'identity'],
  ['too long: as it is', `gzip,${'a'.repeat(2000)}`, ['gzip'], 'identity'],
]

const groups = {
  'media type': { rows: mediaRows, negotiate: negotiateMediaType<string> },
  encoding: { rows: encodingRows, negotiate: negotiateEncoding<string> },
}

for (const [name, { rows, negotiate }] of Object.entries(groups)) {
  for (const [rule, header, offers, expected] of rows) {
    test(`${name}: ${rule}`, () => assert.equal(negotiate(header, offers), expected))
  }
}

const varyRows: [rule: string, before: string | string[] | undefined, after: string][] = [
  ['a first name', undefined, 'Accept'],
  ['a second name', 'Origin', 'Origin, Accept'],
  ['a name that is there', 'Origin, Accept', 'Origin, Accept'],
  ['a name that is there in other letters', 'accept', 'accept'],
  ['a name that contains it', 'Accept-Encoding', 'Accept-Encoding, Accept'],
  ['* says it all', '*', '*'],
  ['several lines become one', ['Origin', 'Cookie'], 'Origin, Cookie, Accept'],
]

for (const [rule, before, after] of varyRows) {
  test(`Vary: ${rule}`, () => {
    const headers: ReplyHeaders = before === undefined ? {} : { vary: before }
    addVary(headers, 'Accept')
    assert.equal(headers['vary'], after)
  })
}
