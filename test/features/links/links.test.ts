import assert from 'node:assert/strict'
import test from 'node:test'
import { inspect } from 'node:util'
import { check } from '../../../src/basics/check.ts'
import {
  checkTerms, linkChangeChecker, needsButton, newLinkChecker, stateOf,
  type Link, type LinkState,
} from '../../../src/features/links/links.ts'
import { describeLink } from '../../../src/features/links/make/api.ts'

const link: Link = {
  id: 1, slug: 'abc', owner: 2, target: 'https://example.com/', note: '', createdAt: 1_000,
  updatedAt: 2_000, expiresAt: null, visitLimit: null, passwordHash: null, redirectStatus: 302,
  forwardQuery: 0, disabledReason: null, isBlocked: 0, version: 1, people: 0, bots: 0,
  importedClicks: 0,
}

test('a link is open until something ends it', () => {
  const rows: [change: Partial<Link>, state: LinkState][] = [
    [{}, 'open'],
    [{ expiresAt: 5_001 }, 'open'],
    [{ expiresAt: 5_000 }, 'expired'],
    [{ expiresAt: 4_999 }, 'expired'],
    [{ visitLimit: 3, people: 2 }, 'open'],
    [{ visitLimit: 3, people: 2, bots: 100 }, 'open'],
    [{ visitLimit: 3, people: 3 }, 'used-up'],
    [{ visitLimit: 2, people: 3 }, 'used-up'],
    [{ visitLimit: 1, people: 0 }, 'locked'],
    [{ visitLimit: 1, people: 1 }, 'used-up'],
    [{ visitLimit: 2, people: 0 }, 'open'],
    [{ passwordHash: 'x' }, 'locked'],
    [{ passwordHash: '' }, 'locked'],
    [{ disabledReason: '' }, 'disabled'],
    [
      { disabledReason: 'spam', expiresAt: 1, visitLimit: 1, people: 1, passwordHash: 'x' },
      'disabled',
    ],
    [{ expiresAt: 1, visitLimit: 1, people: 1, passwordHash: 'x' }, 'expired'],
    [{ visitLimit: 1, people: 1, passwordHash: 'x' }, 'used-up'],
    [{ expiresAt: 5_001, visitLimit: 5, people: 4, passwordHash: 'x' }, 'locked'],
  ]
  for (const [change, state] of rows) {
    assert.equal(stateOf({ ...link, ...change }, 5_000), state, JSON.stringify(change))
  }
})

test('a button comes before links with a password and links that work once', () => {
  const rows: [change: Partial<Link>, needsOne: boolean][] = [
    [{}, false],
    [{ visitLimit: 2 }, false],
    [{ visitLimit: 1 }, true],
    [{ passwordHash: 'x' }, true],
    [{ passwordHash: 'x', visitLimit: 2 }, true],
  ]
  for (const [change, needsOne] of rows) {
    assert.equal(needsButton({ ...link, ...change }), needsOne, JSON.stringify(change))
  }
})

test('an end in the past and a limit below the visits so far are refused', () => {
  type Terms = Parameters<typeof checkTerms>[0]
  const over = { field: 'expiresAt', message: 'This time has passed: choose one in the future' }
  const message = 'The link has had 5 visits already: choose at least that many'
  const low = { field: 'visitLimit', message }
  const rows: [terms: Terms, issues: object[]][] = [
    [{}, []],
    [{ expiresAt: null, visitLimit: null }, []],
    [{ expiresAt: undefined, visitLimit: undefined }, []],
    [{ expiresAt: 1_001 }, []],
    [{ expiresAt: 1_000 }, [over]],
    [{ expiresAt: 0 }, [over]],
    [{ visitLimit: 6 }, []],
    [{ visitLimit: 5 }, []],
    [{ visitLimit: 4 }, [low]],
    [{ expiresAt: 999, visitLimit: 1 }, [over, low]],
  ]
  for (const [terms, issues] of rows) {
    assert.deepEqual(checkTerms(terms, { now: 1_000, people: 5 }), issues, JSON.stringify(terms))
  }
})

test('an owner sees all of a link but its password and its numbers inside', () => {
  const told = describeLink(link, { publicOrigin: 'https://go.example', clock: () => 5_000 })
  assert.deepEqual(told, {
    slug: 'abc', shortUrl: 'https://go.example/abc', target: 'https://example.com/', note: '',
    state: 'open', createdAt: '1970-01-01T00:00:01.000Z', updatedAt: '1970-01-01T00:00:02.000Z',
    expiresAt: null, visitLimit: null, hasPassword: false, redirect: 302, forwardQuery: false,
    disabled: null, isBlocked: false, clicks: 0, bots: 0, importedClicks: 0, version: 1,
  })
  const full = describeLink({
    ...link, note: 'n', expiresAt: 3_000, visitLimit: 9, passwordHash: '$scrypt$x', forwardQuery: 1,
    redirectStatus: 307, disabledReason: 'off', version: 4, people: 5, bots: 6,
    importedClicks: 7,
  }, { publicOrigin: 'https://go.example', clock: () => 5_000 })
  assert.deepEqual({ ...told, ...full }, {
    ...told, note: 'n', state: 'disabled', expiresAt: '1970-01-01T00:00:03.000Z', visitLimit: 9,
    hasPassword: true, redirect: 307, forwardQuery: true, disabled: 'off', clicks: 5, bots: 6,
    importedClicks: 7, version: 4,
  })
  assert.doesNotMatch(JSON.stringify(full), /scrypt|owner|"id"/)
})

test('what may be asked for in a new link and in a change', () => {
  const target = 'https://example.com'
  const valid: object[] = [
    { target },
    { target, slug: '', note: '' },
    {
      target, slug: 'abc', note: 'x'.repeat(500), expiresAt: '2030-01-01T00:00:00Z',
      visitLimit: 1_000_000_000, password: 'x', redirect: 307, forwardQuery: true,
    },
    { target, expiresAt: null, visitLimit: null, password: null },
  ]
  for (const input of valid) assert.ok('value' in check(newLinkChecker, input), inspect(input))
  const wrong: [field: string, value: unknown][] = [
    ['target', 1], ['target', 'x'.repeat(2_049)], ['slug', 'x'.repeat(51)], ['slug', null],
    ['note', 'x'.repeat(501)], ['note', null], ['expiresAt', 'tomorrow'], ['visitLimit', 0],
    ['visitLimit', 1_000_000_001], ['visitLimit', '5'], ['password', ''],
    ['password', 'x'.repeat(1_025)], ['redirect', 301], ['redirect', 303], ['redirect', '302'],
    ['forwardQuery', 'yes'], ['forwardQuery', 1], ['owner', 1], ['people', 5], ['id', 1],
    ['version', 2],
  ]
  for (const [field, value] of wrong) {
    const result = check(newLinkChecker, { target, [field]: value })
    assert.deepEqual('issues' in result && result.issues.map((issue) => issue.field), [field])
  }
  assert.ok('value' in check(linkChangeChecker, {}), 'a change may leave out everything')
  assert.ok('value' in check(linkChangeChecker, { disabled: 'spam' }))
  const bad = [{ slug: 'abc' }, { disabled: '' }, { disabled: 'x'.repeat(201) }, { id: 1 }]
  for (const change of bad) {
    assert.ok('issues' in check(linkChangeChecker, change), JSON.stringify(change))
  }
})
