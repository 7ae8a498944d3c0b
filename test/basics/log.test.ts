import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import test from 'node:test'
import { stripVTControlCharacters } from 'node:util'
import { createLog, errorFields, tolerantWriter, type LogOptions } from '../../src/basics/log.ts'

const noon = new Date(2026, 0, 31, 12, 5, 9)

function openLog(format: LogOptions['format']) {
  const writes: string[] = []
  const clock = () => noon.getTime()
  const log = createLog({ format, write: (lines) => writes.push(lines), clock })
  return { log, writes }
}

test('machines get one JSON line for each event', () => {
  const { log, writes } = openLog('json')
  assert.ok(!log.isSilent)
  log.info('started', { port: 3000, isSafe: true })
  log.warn('slow')
  log.error('failed', { error: 'a\n"b"', missing: undefined })
  log.flush()
  const time = noon.toISOString()
  assert.deepEqual(writes.join('').split('\n').slice(0, -1).map((line) => JSON.parse(line)), [
    { time, level: 'info', event: 'started', port: 3000, isSafe: true },
    { time, level: 'warn', event: 'slow' },
    { time, level: 'error', event: 'failed', error: 'a\n"b"' },
  ])
})

test('each line has the time at which it was written', () => {
  const writes: string[] = []
  let timeMs = 0
  const log = createLog({ format: 'json', write: (line) => writes.push(line), clock: () => timeMs })
  for (timeMs of [1, 1, 2, 1]) log.info('a')
  log.flush()
  const lines = writes.join('').split('\n').slice(0, -1)
  const times = lines.map((line) => Date.parse(JSON.parse(line).time))
  assert.deepEqual(times, [1, 1, 2, 1])
})

test('the lines of one turn leave in one write', async () => {
  const { log, writes } = openLog('json')
  log.info('a')
  log.info('b')
  assert.equal(writes.length, 0)
  await nextTurn()
  assert.equal(writes.length, 1)
  assert.equal(writes[0]?.split('\n').length, 3)
  log.info('c')
  await nextTurn()
  assert.equal(writes.length, 2)
})

test('flushing writes what waits, once', async () => {
  const { log, writes } = openLog('json')
  log.flush()
  assert.deepEqual(writes, [])
  log.info('a')
  log.flush()
  assert.equal(writes.length, 1)
  log.flush()
  await nextTurn()
  assert.equal(writes.length, 1)
})

test('people get short lines', () => {
  const { log, writes } = openLog('short')
  log.info('started', { port: 3000, process: 7 })
  log.info('request', {
    requestId: 'x-1', method: 'GET', path: '/a', route: '/:slug', status: 302, durationMs: 1.5,
  })
  log.error('bug', { requestId: 'x-2', error: 'Oh', stack: 'Error: Oh\n    at here' })
  log.flush()
  assert.deepEqual(linesOf(writes), [
    '12:05:09 started port=3000 process=7',
    '12:05:09 302 GET /a 1.5 ms',
    '12:05:09 bug requestId=x-2 error=Oh',
    'Error: Oh',
    '    at here',
  ])
})

test('a path cannot write to the terminal', () => {
  const fields = { method: 'GET', status: 200, durationMs: 1 }
  const attacks = ['\u001b[2J', '\u001b]0;title\u0007', '\r\nfake line', '\b\b', '\0', '\t']
  for (const attack of attacks) {
    const { log, writes } = openLog('short')
    log.info('request', { ...fields, path: `/a${attack}b` })
    log.flush()
    assert.match(stripOurColours(writes.join('')), /^12:05:09 200 GET \/a[\x20-\x7e]+b 1 ms\n$/)
  }
})

test('control characters above ASCII are kept from the terminal too', () => {
  // U+009B begins a command as ESC [ does (ECMA-48, section 5.4), and node hands such bytes on.
  for (const attack of ['\u007f', '\u009b31m', '\u0085']) {
    const { log, writes } = openLog('short')
    log.info('request', { method: 'GET', status: 200, durationMs: 1, path: `/a${attack}b` })
    log.flush()
    assert.doesNotMatch(writes.join(''), /[\x7f-\x9f]/)
  }
})

test('a log that is off writes nothing', async () => {
  const { log, writes } = openLog('off')
  assert.ok(log.isSilent)
  log.info('a')
  log.error('b')
  log.flush()
  await nextTurn()
  assert.deepEqual(writes, [])
})

test('without a clock the log takes the time of day', () => {
  const writes: string[] = []
  const log = createLog({ format: 'json', write: (lines) => writes.push(lines) })
  log.info('a')
  log.flush()
  const time = Date.parse(JSON.parse(writes.join('')).time)
  assert.ok(Math.abs(Date.now() - time) < 60_000)
})

test('whatever is thrown becomes fields', () => {
  const error = new TypeError('Oh')
  assert.deepEqual(errorFields(error), { error: 'Oh', stack: error.stack })
  for (const thrown of ['Oh', 7, null, undefined]) {
    assert.deepEqual(errorFields(thrown), { error: String(thrown) })
  }
})

function linesOf(writes: readonly string[]): string[] {
  return stripVTControlCharacters(writes.join('')).split('\n').slice(0, -1)
}

// Colours are the log's own; whether there are any depends on where the tests run.
function stripOurColours(text: string): string {
  return text.replaceAll(/\u001b\[\d+m/g, '')
}

test('a stream that cannot be written to any more loses lines, and nothing else', async () => {
  const written: string[] = []
  let isBroken = false
  // As process.stdout does, it goes on after an error.
  const stream = new Writable({
    autoDestroy: false,
    write(chunk, _encoding, done) {
      if (!isBroken) written.push(String(chunk))
      done(isBroken ? new Error('write EPIPE') : null)
    },
  })
  const write = tolerantWriter(stream)
  write('one\n')
  isBroken = true
  write('two\n')
  await nextTurn()
  assert.deepEqual(written, ['one\n'])
})
