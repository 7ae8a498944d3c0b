import assert from 'node:assert/strict'
import test from 'node:test'
import '../../../src/course/check/lightHttp.ts'

// Loaded here and not above, where it would come before what the test is about.
const { MessageEvent, WebSocket, createServer } = await import('node:http')
const loaded: unknown = Reflect.get(process, 'moduleLoadList')
const loadedAtStart = Array.isArray(loaded) ? loaded.map(String) : []

test('a program with node:http starts without the HTTP client of Node', () => {
  assert.equal(typeof createServer, 'function')
  assert.ok(loadedAtStart.some((name) => /\bhttp$/.test(name)))
  assert.deepEqual(loadedAtStart.filter((name) => name.includes('undici')), [])
})

const Loud = class extends Object(MessageEvent) {
  shout(): string {
    return `${this.data}!`
  }
}

const rows: [does: string, found: () => unknown, wanted: unknown][] = [
  ['makes objects', () => new MessageEvent('a', { data: 7 }).data, 7],
  ['knows its own', () => new MessageEvent('a') instanceof MessageEvent, true],
  ['knows those of the global one', () =>
    new globalThis.MessageEvent('a') instanceof MessageEvent, true],
  ['knows nothing else', () => new Event('a') instanceof MessageEvent, false],
  ['can be extended', () => Reflect.construct(Loud, ['a', { data: 'hey' }]).shout(), 'hey!'],
  ['knows the objects of a class that extends it', () =>
    Reflect.construct(Loud, ['a']) instanceof MessageEvent, true],
  ['has the name', () => WebSocket.name, 'WebSocket'],
  ['has the constants', () => WebSocket.CLOSED, 3],
  ['says what it has', () => ['CLOSED' in WebSocket, 'ENDED' in WebSocket], [true, false]],
  ['has the same methods', () => WebSocket.prototype, globalThis.WebSocket.prototype],
  ['inherits', () => Object.getPrototypeOf(WebSocket), EventTarget],
]

for (const [does, found, wanted] of rows) {
  test(`a class that isn't loaded yet ${does}`, () => assert.deepEqual(found(), wanted))
}

test('a wrong argument is still refused, and so is a call without new', () => {
  assert.throws(() => new WebSocket('no address'), { name: 'SyntaxError' })
  assert.throws(() => Reflect.apply(WebSocket, undefined, ['ws://x']), { name: 'TypeError' })
})
