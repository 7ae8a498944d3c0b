// The exports of other services. The data is ours; the header rows and the names in the JSON are
// those of the source that each row names.

import assert from 'node:assert/strict'
import test from 'node:test'
import { pick, pickEach, pickList } from '../../../pick.ts'
import { openTestApp } from '../../../testApp.ts'
import { openProgram } from '../../../testClients.ts'

type Made = [slug: string, target: string, note: string, createdAt: string, clicks: number]

type Sample = {
  name: string
  /** Where the names come from. */
  source: string
  service: string
  body: unknown
  made: Made[]
  skipped: string[]
}

const a = 'https://example.com/a'
const b = 'https://example.com/b'
const now = '2026-01-31T11:30:00.000Z'

const samples: Sample[] = [
  {
    name: 'Bitly, CSV', service: 'Bitly',
    source: 'github.com/URLR/urlr-docs, i18n/en/…/migration/bitly.md ("Link", "Custom Link", ' +
      '"Destination URL")',
    body: `Link,Custom Link,Destination URL,Tags\nbit.ly/3abC,go.example/spring,${a},"x, y"\n` +
      `https://bit.ly/4def,,${b},`,
    made: [
      ['3abc', a, '', now, 0], ['spring', a, '', now, 0], ['4def', b, '', now, 0],
    ],
    skipped: ['Tags'],
  },
  {
    name: 'Bitly, CSV of a group', service: 'Bitly',
    source: 'docs.elido.app/docs/migrations/from-bitly',
    body: `long_url,custom_bitlink,title,archived,tags,created_at\n${a},bit.ly/abc123,Title A,` +
      `true,,2024-05-01T10:00:00+0000`,
    made: [['abc123', a, 'Title A', '2024-05-01T10:00:00.000Z', 0]],
    skipped: ['archived'],
  },
  {
    name: 'Bitly, CSV as other importers read it', service: 'Bitly',
    source: 'github.com/DhananjayThomble/URL-Shortener-App, web/src/lib/import/sources/bitly.ts',
    body: `Bitlink,Custom Bitlink,Long URL,Title,Total Clicks\nbit.ly/3abC,,${a},One,42\n` +
      `https://bit.ly/4def,go.example/spring,${b},,0\n`,
    made: [
      ['3abc', a, 'One', now, 0], ['4def', b, '', now, 0], ['spring', b, '', now, 0],
    ],
    skipped: ['Total Clicks'],
  },
  {
    name: 'Bitly, API v4', service: 'Bitly',
    source: 'dev.bitly.com/api-reference, GET /v4/groups/{group_guid}/bitlinks, as read by ' +
      'github.com/dubinc/dub, apps/web/app/api/cron/import/bitly/utils.ts',
    body: {
      links: [{
        created_at: '2022-10-24T10:40:37+0000', id: 'bit.ly/3SD8bAQ',
        link: 'https://bit.ly/3SD8bAQ',
        custom_bitlinks: ['https://t.brand.example/One'], long_url: a, title: 'One',
        archived: false, tags: ['x'], deeplinks: [], references: { group: 'https://api-ssl…' },
      }],
      pagination: { next: '', size: 50 },
    },
    made: [
      ['3sd8baq', a, 'One', '2022-10-24T10:40:37.000Z', 0],
      ['one', a, 'One', '2022-10-24T10:40:37.000Z', 0],
    ],
    skipped: ['id', 'tags', 'references.group'],
  },
  {
    name: 'Kutt, API', service: 'Kutt',
    source: 'github.com/thedevs-network/kutt, docs/api/api.js (Link; expire_in as in ' +
      'server/migrations/20200730203154_expire_in.js)',
    body: {
      limit: 10, skip: 0, total: 2, data: [
        {
          address: 'MyLink', banned: false, created_at: '2023-01-02T03:04:05.000Z', id: 'f1',
          link: 'https://kutt.it/MyLink', password: false, target: a, description: 'A note',
          updated_at: '2023-01-02T03:04:05.000Z', visit_count: 12, expire_in: null,
        },
        { address: 'two', target: b, visit_count: 0, created_at: '2023-01-03T00:00:00.000Z' },
      ],
    },
    made: [
      ['mylink', a, 'A note', '2023-01-02T03:04:05.000Z', 12],
      ['two', b, '', '2023-01-03T00:00:00.000Z', 0],
    ],
    skipped: ['id', 'link', 'updated_at'],
  },
  {
    name: 'Kutt, table of the database', service: 'Kutt',
    source: 'github.com/thedevs-network/kutt, server/models/link.model.js, as COPY … TO of ' +
      'PostgreSQL writes it',
    body: 'id,address,description,banned,expire_in,password,target,visit_count,created_at\n' +
      `1,MyLink,,f,,,${a},12,2023-01-02 03:04:05.678+00\n` +
      `2,two,A note,f,2030-01-01 00:00:00+00,,${b},0,2023-01-02 03:04:05+05:30\n`,
    made: [
      ['mylink', a, '', '2023-01-02T03:04:05.678Z', 12],
      ['two', b, 'A note', '2023-01-01T21:34:05.000Z', 0],
    ],
    skipped: ['id'],
  },
  {
    name: 'Shlink, CSV', service: 'Shlink',
    source: 'github.com/shlinkio/shlink-web-component, src/short-urls/helpers/' +
      'ExportShortUrlsBtn.tsx',
    body: 'createdAt,domain,shortCode,shortUrl,longUrl,title,tags,visits\n' +
      `2016-08-21T20:34:16+02:00,doma.in,12C18,https://doma.in/12C18,${a},Store,games|tech,328`,
    made: [['12c18', a, 'Store', '2016-08-21T18:34:16.000Z', 328]],
    skipped: ['domain', 'shortUrl', 'tags'],
  },
  {
    name: 'Shlink, API', service: 'Shlink',
    source: 'github.com/shlinkio/shlink, docs/swagger/definitions/ShortUrl.json and ' +
      'paths/v1_short-urls.json; visitsSummary as in ExportShortUrlsBtn.tsx (above)',
    body: {
      shortUrls: {
        data: [{
          shortCode: 'abC', shortUrl: 'https://doma.in/abC', longUrl: a, title: null,
          dateCreated: '2016-05-01T20:34:16+02:00', visitsCount: 5, tags: ['x'],
          visitsSummary: { total: 7, nonBots: 5, bots: 2 },
          meta: { validSince: '2017-01-21T00:00:00+02:00', validUntil: null, maxVisits: null },
        }],
        pagination: { currentPage: 1, pagesCount: 1 },
      },
    },
    made: [['abc', a, '', '2016-05-01T18:34:16.000Z', 7]],
    skipped: ['shortUrl', 'tags', 'visitsSummary.nonBots', 'visitsSummary.bots', 'meta.validSince'],
  },
  {
    name: 'Shlink, CSV of an older version', service: 'Shlink',
    source: 'github.com/shlinkio/shlink-web-client, src/short-urls/helpers/' +
      'ExportShortUrlsBtn.tsx at 1f41f8d',
    body: 'createdAt,shortUrl,longUrl,title,tags,visits\n' +
      `2016-08-21T20:34:16+02:00,https://doma.in/12C18,${a},Store,"games,tech",328`,
    made: [['12c18', a, 'Store', '2016-08-21T18:34:16.000Z', 328]],
    skipped: ['tags'],
  },
  {
    name: 'YOURLS, API', service: 'YOURLS',
    source: 'github.com/YOURLS/YOURLS, includes/functions.php (yourls_get_stats)',
    body: {
      links: {
        link_1: {
          shorturl: 'https://example.org/go/Ozh', url: a, title: 'Ozh', clicks: '42',
          timestamp: '2020-01-01 10:00:00', ip: '192.0.2.1',
        },
        link_2: {
          shorturl: 'https://example.org/go/abc', url: b, title: '', clicks: '0',
          timestamp: '2020-01-02 10:00:00', ip: '192.0.2.1',
        },
      },
      stats: { total_links: '2', total_clicks: '42' }, statusCode: 200, message: 'success',
    },
    made: [
      ['ozh', a, 'Ozh', '2020-01-01T10:00:00.000Z', 42],
      ['abc', b, '', '2020-01-02T10:00:00.000Z', 0],
    ],
    skipped: ['ip'],
  },
  {
    name: 'YOURLS, plugin with a list', service: 'YOURLS',
    source: 'github.com/Codeinwp/yourls-api-list-extended, plugin.php',
    body: {
      statusCode: 200, message: 'success', total: '1', offset: 0, perpage: 50,
      result: [{
        keyword: 'ozh', url: a, title: 'Ozh', timestamp: '2020-01-01 10:00:00', ip: '192.0.2.1',
        clicks: '42',
      }],
    },
    made: [['ozh', a, 'Ozh', '2020-01-01T10:00:00.000Z', 42]],
    skipped: ['ip'],
  },
  {
    name: 'YOURLS, Import-Export plugin', service: 'YOURLS',
    source: 'github.com/GautamGupta/YOURLS-Import-Export, fileio/csv.php',
    body: `source,target,hits\r\n/ozh/,${a},42\r\n/Abc/,${b},0\r\n`,
    made: [['ozh', a, '', now, 42], ['abc', b, '', now, 0]],
    skipped: [],
  },
  {
    name: 'YOURLS, table of the database', service: 'YOURLS',
    source: 'github.com/YOURLS/YOURLS, includes/functions-install.php (yourls_url), as MySQL ' +
      'exports it',
    body: `"keyword";"url";"title";"timestamp";"ip";"clicks"\n` +
      `"ozh";"${a}";NULL;"0000-00-00 00:00:00";"192.0.2.1";"42"\n` +
      `"abc";"${b}";\\N;"2020-01-02 10:00:00";"192.0.2.1";NULL\n`,
    made: [['ozh', a, '', now, 42], ['abc', b, '', '2020-01-02T10:00:00.000Z', 0]],
    skipped: ['ip'],
  },
  {
    name: 'Short.io, API', service: 'Short.io',
    source: 'github.com/dubinc/dub, apps/web/app/api/cron/import/short/utils.ts',
    body: {
      count: 1, nextPageToken: '', links: [{
        originalURL: a, path: 'Spring', title: 'One', archived: false, tags: ['x'],
        createdAt: '2024-02-03T04:05:06.000Z', iphoneURL: null, androidURL: null,
      }],
    },
    made: [['spring', a, 'One', '2024-02-03T04:05:06.000Z', 0]],
    skipped: ['tags'],
  },
  {
    name: 'Rebrandly, API', service: 'Rebrandly',
    source: 'github.com/dubinc/dub, apps/web/app/api/cron/import/rebrandly/utils.ts',
    body: [{
      title: 'One', slashtag: 'Spring', destination: a, tags: [], clicks: 3,
      createdAt: '2024-02-03T04:05:06.000Z', updatedAt: '2024-02-03T04:05:06.000Z',
    }],
    made: [['spring', a, 'One', '2024-02-03T04:05:06.000Z', 3]],
    skipped: ['updatedAt'],
  },
  {
    name: 'Rebrandly, CSV of a tool', service: 'Rebrandly',
    source: 'npmjs.com/package/rebrandly-links-export, README.md',
    body: 'id,createdAt,shortUrl,domain,slashtag,destination\n' +
      `abc123,2024-01-15T10:30:00.000Z,mysite.link/product,mysite.link,product,${a}\n`,
    made: [['product', a, '', '2024-01-15T10:30:00.000Z', 0]],
    skipped: ['id', 'shortUrl', 'domain'],
  },
  {
    name: 'Lynx, JSON', service: 'Lynx',
    source: 'github.com/Lynx-Shortener/Lynx, export.example.json',
    body: [{
      id: '1627244f', slug: 'gduchaaa', destination: a, author: null, visits: '75370',
      creationDate: '2022-07-05T22:05:43.401Z', modifiedDate: '2022-07-05T22:05:43.401Z',
    }],
    made: [['gduchaaa', a, '', '2022-07-05T22:05:43.401Z', 75_370]],
    skipped: ['id', 'modifiedDate'],
  },
  {
    name: 'dub, CSV', service: 'dub',
    source: 'github.com/dubinc/dub, apps/web/ui/modals/export-links-modal.tsx (labels) and ' +
      'apps/web/lib/api/links/format-links-for-export.ts',
    body: 'Short link,Destination URL,Clicks,Created at,Link ID,Updated at,Tags,Archived\n' +
      `https://dub.sh/Try,${a},1234,2024-02-03T04:05:06.000Z,cl1,2024-02-03T04:05:06Z,"x",false`,
    made: [['try', a, '', '2024-02-03T04:05:06.000Z', 1234]],
    skipped: ['Link ID', 'Updated at', 'Tags', 'Archived'],
  },
  {
    name: 'dub, CSV of an older version', service: 'dub',
    source: 'github.com/dubinc/dub, apps/web/app/api/links/export/route.ts at 07b3ff5 (ids)',
    body: `link,url,clicks,createdAt\nhttps://dub.sh/try,${a},3,2024-02-03T04:05:06.000Z`,
    made: [['try', a, '', '2024-02-03T04:05:06.000Z', 3]],
    skipped: [],
  },
  {
    name: 'dub, API', service: 'dub',
    source: 'github.com/dubinc/dub, apps/web/lib/zod/schemas/links.ts (LinkSchema)',
    body: [{
      id: 'cl1', domain: 'dub.sh', key: 'try', url: a, archived: false, expiresAt: null,
      password: null, proxy: false, title: 'Shown in cards', comments: 'For us', geo: { DE: b },
      utm_source: 'mail', shortLink: 'https://dub.sh/try', clicks: 9, tags: [{ name: 'x' }],
      createdAt: '2024-02-03T04:05:06.000Z', updatedAt: '2024-02-03T04:05:06.000Z',
    }],
    made: [['try', a, 'For us', '2024-02-03T04:05:06.000Z', 9]],
    skipped: ['id', 'domain', 'title', 'geo.DE', 'utm_source', 'tags', 'updatedAt'],
  },
  {
    name: 'Polr, table of the database', service: 'Polr',
    source: 'github.com/cydrobolt/polr, database/migrations/' +
      '2015_11_04_015813_create_link_table.php',
    body: 'id,short_url,long_url,ip,creator,clicks,secret_key,is_disabled,is_custom,created_at\n' +
      `1,Spring,${a},192.0.2.1,ann,42,,0,1,2016-03-05 04:31:27\n` +
      `2,0a,${b},192.0.2.1,ann,0,,0,0,2016-03-06 04:31:27\n`,
    made: [
      ['spring', a, '', '2016-03-05T04:31:27.000Z', 42],
      ['0a_', b, '', '2016-03-06T04:31:27.000Z', 0],
    ],
    skipped: ['id', 'ip', 'creator', 'is_custom'],
  },
  {
    name: 'TinyURL, API', service: 'TinyURL',
    source: 'responses of GET api.tinyurl.com/urls/available, as programs that use it show them',
    body: {
      data: [{
        domain: 'tinyurl.com', alias: 'Spring', deleted: false, archived: false, tags: ['x'],
        analytics: { enabled: true, public: false }, tiny_url: 'https://tinyurl.com/Spring',
        created_at: '2022-11-24T19:41:23+00:00', expires_at: null, url: a,
      }],
      code: 0, errors: [],
    },
    made: [['spring', a, '', '2022-11-24T19:41:23.000Z', 0]],
    skipped: ['domain', 'tags', 'analytics.enabled'],
  },
  {
    name: 'Sink, API', service: 'Sink',
    source: 'github.com/ccbikai/Sink, schemas/link.ts and server/api/link/list.get.ts',
    body: {
      links: [{
        id: 'l1', url: a, slug: 'Spring', comment: 'For us', title: 'Shown in cards',
        createdAt: 1_700_000_000, updatedAt: 1_700_000_001, expiration: 1_900_000_000,
      }],
      list_complete: false, cursor: 'x',
    },
    made: [['spring', a, 'For us', '2023-11-14T22:13:20.000Z', 0]],
    skipped: ['id', 'title', 'updatedAt'],
  },
  {
    name: 'Zipline, export', service: 'Zipline',
    source: 'github.com/diced/zipline, src/lib/import/version4/validateExport.ts',
    body: {
      versions: { zipline: '4.0.0', node: 'v22.0.0', export: '4' },
      data: {
        settings: { id: 'z' }, users: [{ id: 'u1', username: 'ann' }],
        urls: [{
          id: 'z1', createdAt: '2025-01-02T03:04:05.678Z', code: 'a1B2c3', vanity: 'Spring',
          destination: a, views: 7, maxViews: null, password: null, enabled: true, userId: 'u1',
        }],
        files: [{ id: 'f1', name: 'a.png', views: 1 }],
      },
    },
    made: [
      ['a1b2c3', a, '', '2025-01-02T03:04:05.678Z', 7],
      ['spring', a, '', '2025-01-02T03:04:05.678Z', 0],
    ],
    skipped: ['id', 'userId'],
  },
  {
    name: 'Lstu, statistics of a visitor', service: 'Lstu',
    source: 'github.com/ldidry/lstu, lib/Lstu/Controller/Stats.pm (stats)',
    body: [{
      short: 'https://lstu.example/go/Spring', url: a, counter: 3, created_at: 1_400_000_000,
      qrcode: 'iVBO',
    }],
    made: [['spring', a, '', '2014-05-13T16:53:20.000Z', 3]],
    skipped: ['qrcode'],
  },
  {
    name: 'Lstu, statistics of an admin', service: 'Lstu',
    source: 'github.com/ldidry/lstu, lib/Lstu/Controller/Stats.pm (stats)',
    body: {
      prefix: 'https://lstu.example/', first: true, page: 0, total: 1,
      urls: [{ short: 'Spring', url: a, counter: 3, timestamp: 1_400_000_000 }],
    },
    made: [['spring', a, '', '2014-05-13T16:53:20.000Z', 3]],
    skipped: [],
  },
  {
    name: 'Chhoto URL, API', service: 'Chhoto URL',
    source: 'github.com/SinTan1729/chhoto-url, actix/src/database.rs (DBRow)',
    body: [{ shortlink: 'spring', longlink: a, hits: 12, expiry_time: 0, notes: 'A note' }],
    made: [['spring', a, 'A note', now, 12]],
    skipped: [],
  },
  {
    name: 'Chhoto URL, table of the database', service: 'Chhoto URL',
    source: 'github.com/SinTan1729/chhoto-url, backend/src/database/queries.rs, as .mode csv of ' +
      'SQLite writes it',
    body: `id,short_url,long_url,hits,expiry_time,notes\n1,spring,${a},12,,A note\n` +
      `2,autumn,${b},0,1900000000,\n`,
    made: [['spring', a, 'A note', now, 12], ['autumn', b, '', now, 0]],
    skipped: ['id'],
  },
]

for (const { name, service, body, made, skipped, source } of samples) {
  test(`${name}: links keep their slugs, dates, notes and clicks`, async (t) => {
    assert.ok(source.includes('.'))
    const program = openProgram(openTestApp(t))
    const reply = await program.send('POST', '/api/links/import', body)
    assert.equal(pick(reply.json(), 'failed'), 0, reply.text)
    assert.equal(pick(reply.json(), 'service'), service)
    assert.deepEqual(pick(reply.json(), 'skipped'), skipped)
    const links = pickList(reply.json(), 'results').map((result) => pick(result, 'link'))
    const fields = ['slug', 'target', 'note', 'createdAt', 'importedClicks']
    assert.deepEqual(links.map((link) => pickEach(link, fields)), made)
    for (const link of links) {
      assert.deepEqual(pickEach(link, ['clicks', 'bots', 'state']), [0, 0, 'open'])
    }
  })
}

test('the pages of an API can be joined into one list', async (t) => {
  const page = (address: string) => ({
    limit: 1, skip: 0, total: 2, data: [{ address, target: a, visit_count: 1 }],
  })
  const reply = await openProgram(openTestApp(t)).send('POST', '/api/links/import', [
    page('one'), page('two'),
  ])
  assert.deepEqual(pickList(reply.json(), 'results').map((each) => pick(each, 'link', 'slug')),
    ['one', 'two'])
})

test('a link that was closed there stays closed here, and keeps its slug', async (t) => {
  const kutt = { target: a, visit_count: 5 }
  const shlink = { longUrl: a, visitsSummary: { total: 80 } }
  const polr = { long_url: a, clicks: '5', secret_key: '', is_disabled: '0' }
  const zipline = { destination: a, views: 7 }
  const rows: [row: object, state: string, reason: unknown, limit: unknown][] = [
    [{ ...kutt, address: 'banned', banned: true }, 'disabled', 'Kutt had blocked this link', null],
    [{ ...kutt, address: 'banned-too', banned: 't' },
      'disabled', 'Kutt had blocked this link', null],
    [{ ...kutt, address: 'not-banned', banned: 'f' }, 'open', null, null],
    [{ ...kutt, address: 'hidden', password: true },
      'disabled', 'This link had a password at Kutt', null],
    [{ ...kutt, address: 'shown', password: 'false' }, 'open', null, null],
    [{ ...kutt, address: 'guarded', password: 'no' },
      'disabled', 'This link had a password at Kutt', null],
    [{ ...kutt, address: 'old', expire_in: '2020-01-01T00:00:00.000Z' },
      'disabled', 'This link expired before it moved here', null],
    [{ ...shlink, shortCode: 'point', visitsCount: '80.0', meta: { maxVisits: '100.0' } },
      'open', null, 20],
    [{ ...polr, short_url: 'stopped', is_disabled: '1' },
      'disabled', 'Polr had blocked this link', null],
    [{ ...polr, short_url: 'guarded-too', secret_key: 'a1b2' },
      'disabled', 'This link had a password at Polr', null],
    [{ ...zipline, code: 'off', enabled: false },
      'disabled', 'This link was switched off at Zipline', null],
    [{ ...zipline, code: 'off-too', enabled: 'inactive' },
      'disabled', 'This link was switched off at Zipline', null],
    [{ ...zipline, code: 'on', enabled: 'true', maxViews: 30 }, 'open', null, 23],
    [{ ...kutt, address: 'young', expire_in: '2030-01-01T00:00:00.000Z' }, 'open', null, null],
    [{ ...shlink, shortCode: 'used', meta: { maxVisits: 80 } },
      'disabled', 'This link was used up before it moved here', null],
    [{ ...shlink, shortCode: 'not-yet', meta: { validSince: '2030-01-01T00:00:00+02:00' } },
      'disabled', 'This link was not open yet when it moved here', null],
    [{ ...shlink, shortCode: 'since', meta: { validSince: '2020-01-01T00:00:00+02:00' } },
      'open', null, null],
    [{ ...shlink, shortCode: 'left', meta: { maxVisits: 100 } }, 'open', null, 20],
  ]
  const program = openProgram(openTestApp(t))
  const reply = await program.send('POST', '/api/links/import', rows.map(([row]) => row))
  for (const [index, [row, state, reason, limit]] of rows.entries()) {
    const link = pick(reply.json(), 'results', index, 'link')
    assert.deepEqual(pickEach(link, ['state', 'disabled', 'visitLimit']), [state, reason, limit],
      JSON.stringify(row))
  }
})

test('what a slug or a number here cannot be is listed with its row', async (t) => {
  const rows: [address: string, more: object, error: RegExp | undefined][] = [
    ['fine', {}, undefined],
    ['a-', {}, /Use letters from a to z and digits/],
    ['x'.repeat(51), {}, /at most 50 characters/],
    ['a.b.c', {}, /Use letters from a to z and digits/],
    ['c/launch', {}, /Use letters from a to z and digits/],
    ['straße', {}, /Use letters from a to z and digits/],
    ['login', {}, /"login" is the name of a page/],
    ['PayPal', {}, /"paypal" is reserved/],
    ['Fine', {}, /The name "fine" is taken/],
    ['when', { created_at: 'yesterday' }, /Write a time like/],
    ['many', { visit_count: 'many' }, /Write a whole number/],
    ['where', { target: 'ftp://example.com' }, /Only http and https/],
    ['later', { created_at: '2030-01-01T00:00:00Z' }, undefined],
    ['seconds', { created_at: 1_500_000_000 }, undefined],
    ['milliseconds', { created_at: '1500000000000' }, undefined],
    ['utc', { created_at: '2017-07-14 02:40:00 UTC' }, undefined],
    ['digits', { created_at: 15_000_000_000 }, /Write a time like/],
    ['much', { visit_count: 1e20 }, undefined],
    ['long', { description: 'x'.repeat(600) }, undefined],
    ['nul', { description: 'a\0b' }, undefined],
  ]
  const body = rows.map(([address, more]) => ({ address, target: a, visit_count: 0, ...more }))
  const reply = await openProgram(openTestApp(t)).send('POST', '/api/links/import', body)
  const results = pickList(reply.json(), 'results')
  for (const [index, [address, , error]] of rows.entries()) {
    const message = pick(results[index], 'errors', 0, 'message')
    if (error === undefined) assert.equal(pick(results[index], 'status'), 201, address)
    else assert.match(String(message), error)
  }
  assert.deepEqual(pick(reply.json(), 'skipped'), ['description after 500 characters'])
  assert.equal(pick(results[12], 'link', 'createdAt'), now, 'not in the future')
  for (const index of [13, 14, 15]) {
    assert.equal(pick(results[index], 'link', 'createdAt'), '2017-07-14T02:40:00.000Z')
  }
  assert.equal(pick(results[17], 'link', 'importedClicks'), 1e12)
  assert.equal(pick(results[18], 'link', 'note'), 'x'.repeat(500))
})

test('clicks from before the move come back with our own export, on top of ours', async (t) => {
  const program = openProgram(openTestApp(t))
  await program.send('POST', '/api/links/import', [
    { address: 'moved', target: a, visit_count: 120, created_at: '2020-01-01T00:00:00Z' },
  ])
  for (const format of ['csv', 'json']) {
    const file = (await program.send('GET', `/api/links/export?format=${format}`)).text
    await program.send('DELETE', '/api/links/moved')
    // As if five people had come.
    const body = file.replace('"clicks":0', '"clicks":5').replace(/,0,0,no,\r\n$/, ',5,0,no,\r\n')
    const reply = await program.send('POST', '/api/links/import',
      format === 'csv' ? body : JSON.parse(body))
    const link = pick(reply.json(), 'results', 0, 'link')
    const clicks = format === 'csv' ? 125 : 130
    assert.deepEqual(pickEach(link, ['importedClicks', 'clicks', 'createdAt']),
      [clicks, 0, '2020-01-01T00:00:00.000Z'], reply.text)
  }
})

test('an imported visit limit is what was left of it', async (t) => {
  const program = openProgram(openTestApp(t))
  const rows: [people: number, state: string, limit: number | null, reason: string | null][] = [
    [0, 'open', 3, null],
    [2, 'locked', 1, null],
    [3, 'disabled', null, 'This link was used up before it moved here'],
  ]
  for (const format of ['csv', 'json']) {
    for (const [people, ...expected] of rows) {
      await program.send('POST', '/api/links', { slug: 'abc', target: a, visitLimit: 3 })
      const file = (await program.send('GET', `/api/links/export?format=${format}`)).text
      await program.send('DELETE', '/api/links/abc')
      const body = file.replace('"clicks":0', `"clicks":${people}`)
        .replace(/,0,0,no,\r\n$/, `,${people},0,no,\r\n`)
      const reply = await program.send('POST', '/api/links/import',
        format === 'csv' ? body : JSON.parse(body))
      const link = pick(reply.json(), 'results', 0, 'link')
      assert.deepEqual(pickEach(link, ['state', 'visitLimit', 'disabled']), expected, reply.text)
      assert.equal(pick(link, 'importedClicks'), people)
      await program.send('DELETE', '/api/links/abc')
    }
  }
})

test('a file that no service writes is read as ours', async (t) => {
  const rows: [body: unknown, error: RegExp][] = [
    ['url,slug\nhttps://example.com,a', /If "url" is where the links lead, rename it to "target"/],
    ['target,Title\nhttps://example.com,a', /no column "Title". Did you mean "note"\? The columns/],
    ['keyword,url,Keyword\na,https://example.com,b', /names the column "keyword" twice/],
    ['url,slug\nhttps://example.com,a', /must name a column "target"/],
    ['link,clicks\nhttps://bit.ly/a,1', /must name a column "target"/],
    [[{ url: a, slug: 'abc' }], /There is no such field/],
  ]
  const program = openProgram(openTestApp(t))
  for (const [body, error] of rows) {
    const reply = await program.send('POST', '/api/links/import', body)
    assert.match(reply.text.replaceAll('\\"', '"'), error)
  }
})
