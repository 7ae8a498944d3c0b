import assert from 'node:assert/strict'
import test from 'node:test'
import { createDevices, deviceLimitMs } from '../../../src/auth/sessions/cookies.ts'
import { minuteMs } from '../../../src/basics/clock.ts'

const owner = { user: 7, passwordVersion: 2 }

function open() {
  const clock = { now: 1_000_000_000 }
  const devices = createDevices({ clock: () => clock.now, secret: new Uint8Array(32).fill(7) })
  return { clock, devices, token: devices.make(owner) }
}

test('a token is known for its account with its password, and for nothing else', () => {
  const { devices, token } = open()
  const name = devices.recognize(token, owner)
  assert.match(name ?? '', /^7 [\w-]{22}$/)
  assert.notEqual(devices.recognize(devices.make(owner), owner), name, 'each device has its own')
  const others = [{ user: 8, passwordVersion: 2 }, { user: 7, passwordVersion: 3 },
    { user: 7, passwordVersion: 1 }, { user: 72, passwordVersion: 2 }]
  for (const other of others) assert.equal(devices.recognize(token, other), undefined)
})

test('a token is known for 90 days', () => {
  const { clock, devices, token } = open()
  const rows: [passedMs: number, isKnown: boolean][] = [
    [0, true], [deviceLimitMs - 1, true], [deviceLimitMs, false], [-1, true],
    [-minuteMs + 1, true], [-minuteMs, false],
  ]
  const start = clock.now
  for (const [passedMs, isKnown] of rows) {
    clock.now = start + passedMs
    assert.equal(devices.recognize(token, owner) !== undefined, isKnown, String(passedMs))
  }
})

test('any other token counts as none', () => {
  const { clock, devices, token } = open()
  const [time = '', nonce = '', mac = ''] = token.slice(4).split('.')
  const stranger = createDevices({ clock: () => clock.now, secret: new Uint8Array(32) })
  const wrong = [undefined, '', 'gwd_', 'x', `${token}A`, token.slice(0, -1), `${token} `,
    token.replace('gwd_', 'gws_'), `gwd_${time}.${nonce}.${'A'.repeat(43)}`,
    `gwd_${Number(time) + 1}.${nonce}.${mac}`, `gwd_0${time}.${nonce}.${mac}`,
    `gwd_${time}.${'A'.repeat(22)}.${mac}`, `gwd_${time}.${nonce}.${'é'.repeat(43)}`,
    `gwd_${'9'.repeat(400)}.${nonce}.${mac}`, `gwd_-1.${nonce}.${mac}`, stranger.make(owner)]
  for (const text of wrong) assert.equal(devices.recognize(text, owner), undefined, text ?? 'none')
})
