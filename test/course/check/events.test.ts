import assert from 'node:assert/strict'
import test from 'node:test'
import { parseEvent, type ProgramEvent } from '../../../src/course/check/events.ts'

test('a line of the preload is read', () => {
  const events: ProgramEvent[] = [
    { event: 'listening', port: 3000, address: '::' },
    { event: 'listening', port: 3000, address: '::', scheme: 'https' },
    { event: 'crash', message: 'No such user' },
    { event: 'crash', message: 'No such user', file: '/my/exercise.ts', line: 3 },
    { event: 'request', id: 1, method: 'GET', target: '/' },
    { event: 'answered', id: 1, status: 200, ms: 0.5 },
    { event: 'sql', sql: 'select 1' },
    { event: 'sql', sql: 'select 1', ms: 2 },
    { event: 'sql', sql: 'select 1', connection: 2, file: '/my/data.db' },
  ]
  for (const event of events) assert.deepEqual(parseEvent(JSON.stringify(event)), event)
})

test("what isn't an event is left out, because the program can write to the pipe as well", () => {
  const lines = [
    '', 'hello', '{', 'null', '7', '[]', '{}',
    '{"event":7}',
    '{"event":"other"}',
    '{"event":"toString"}',
    '{"event":"__proto__"}',
    '{"event":"listening","port":"3000","address":"::"}',
    '{"event":"listening","port":3000}',
    '{"event":"listening","port":3000,"address":"::","scheme":"ftp"}',
    '{"event":"crash"}',
    '{"event":"crash","message":"x","file":5,"line":1}',
    '{"event":"crash","message":"x","file":"a","line":"1"}',
    '{"event":"request","id":1,"method":"GET"}',
    '{"event":"answered","id":1,"status":"200","ms":1}',
    '{"event":"sql","sql":["select 1"]}',
    '{"event":"sql","sql":"select 1","ms":null}',
    '{"event":"sql","sql":"select 1","connection":"2"}',
    '{"event":"sql","sql":"select 1","file":null}',
  ]
  for (const line of lines) assert.equal(parseEvent(line), undefined, line)
})
