import assert from 'node:assert/strict'
import test from 'node:test'
import { ConstraintError, DatabaseError } from '../../../src/database/database.ts'
import { findRaised, isPassing, toError } from '../../../src/database/rqlite/errors.ts'

const raised = findRaised(`
  create trigger a before insert on t begin select raise(abort, 'retired slug'); end;
  create trigger b before delete on t begin select RAISE ( ABORT , 'it stays'); end;`)

const constraints: [sentence: string, kind: string, constraint: string][] = [
  ['UNIQUE constraint failed: links.slug', 'unique', 'links.slug'],
  ['UNIQUE constraint failed: a.b, a.c', 'unique', 'a.b, a.c'],
  ['CHECK constraint failed: length(text) < 20', 'check', 'length(text) < 20'],
  ['NOT NULL constraint failed: t.x', 'not null', 't.x'],
  ['FOREIGN KEY constraint failed', 'foreign key', 'FOREIGN KEY constraint failed'],
  ['cannot store TEXT value in BLOB column t.x', 'type',
    'cannot store TEXT value in BLOB column t.x'],
  ['retired slug', 'trigger', 'retired slug'],
  ['it stays', 'trigger', 'it stays'],
]

for (const [sentence, kind, constraint] of constraints) {
  test(`"${sentence}" is a broken ${kind} constraint`, () => {
    const error = toError(sentence, raised)
    assert.ok(error instanceof ConstraintError)
    assert.deepEqual([error.kind, error.constraint], [kind, constraint])
  })
}

const others: [sentence: string, code: string][] = [
  ['no such table: nowhere', 'failed'],
  ['near "selct": syntax error', 'failed'],
  ['a slug that retired', 'failed'],
  ['database is locked', 'busy'],
  ['database or disk is full', 'full'],
  ['attempt to write a readonly database', 'read-only'],
  ['disk I/O error: no such file', 'unreadable'],
  ['database disk image is malformed', 'damaged'],
]

for (const [sentence, code] of others) {
  test(`"${sentence}" has the code ${code}`, () => {
    const error = toError(sentence, raised)
    assert.ok(error instanceof DatabaseError)
    assert.equal(error.code, code)
  })
}

const sentences: [sentence: string | undefined, passes: boolean][] = [
  ['leadership lost while committing log', true],
  ['not leader', true],
  ['leadership transfer in progress', true],
  ['timed out enqueuing operation', true],
  ['raft is already shutdown', true],
  ['store not open', true],
  ['store not ready', true],
  ['snapshot restored while committing log', true],
  ['write /data/raft.db: no space left on device', true],
  ['something new', true],
  ['FOREIGN KEY constraint failed', false],
  ['cannot commit - no transaction is active', false],
  ['database or disk is full', false],
  ['database is locked', false],
  ['stale read', false],
  [undefined, false],
]

for (const [sentence, passes] of sentences) {
  test(`"${sentence}" ${passes ? 'passes' : 'stays'}`, () => {
    assert.equal(isPassing(sentence), passes)
  })
}
