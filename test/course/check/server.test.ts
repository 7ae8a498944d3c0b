// What a step can do with the program as a process: stop it, kill it, start it again, run copies of
// it, and look into its database.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { defineCheck, step, type Tools } from '../../../src/course/check/check.ts'
import { runCheck } from '../../../src/course/check/run.ts'
import { shapeOf, statementsDuring } from '../../../src/course/check/statements.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'
import { processesIn } from './processesIn.ts'

// Counts in a database (/count), in memory (/memory), and says goodbye when it's asked to end.
const counter = (before = '', atSigterm = 'process.exit(3)') => `
  import { createServer } from 'node:http'
  import { DatabaseSync } from 'node:sqlite'
  ${before}
  const database = new DatabaseSync(process.env.DATABASE, { timeout: 2000 })
  database.exec('pragma journal_mode = wal; create table if not exists clicks (name text)')
  const insert = database.prepare('insert into clicks values (?)')
  const count = database.prepare('select count(*) as number from clicks')
  let memory = 0
  console.log('started', process.env.COLOUR ?? 'grey')
  process.on('SIGTERM', () => { console.log('bye'); ${atSigterm} })
  createServer((request, response) => {
    if (request.url === '/crash') process.exit(1)
    if (request.url === '/memory') return response.end(String(memory += 1))
    if (request.url !== '/count') insert.run(request.url)
    response.end(String(count.get().number))
  }).listen(process.env.PORT, '127.0.0.1')`

const memory = `
  import { createServer } from 'node:http'
  createServer((request, response) => response.end('1')).listen(process.env.PORT, '127.0.0.1')`

// Runs one step, and a second one that asks for the number of clicks.
async function run(
  t: TestContext, program: string, act: (tools: Tools) => Promise<void>, plan: object = {},
) {
  const folder = temporaryFolder(t)
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'exercise.ts'), program)
  const seen: { database?: string; after?: string } = {}
  const check = defineCheck({
    findings: {},
    steps: [
      step('Acts', async (tools) => {
        seen.database = tools.database
        await act(tools)
      }, { deadlineMs: 10_000 }),
      step('Counts', async ({ send }) => {
        seen.after = (await send({ target: '/count' })).answer.text
      }),
    ],
  })
  const report = await runCheck({ lesson: 'x', check, folder, seed: 1, ...plan })
  assert.equal(existsSync(dirname(seen.database ?? '')), false, 'the database is gone afterwards')
  return { ...report, ...seen }
}

const text = async ({ send }: Pick<Tools, 'send'>, target: string) =>
  (await send({ target })).answer.text

test('what is in the database survives a kill, what is in memory does not', async (t) => {
  const report = await run(t, counter(), async (tools) => {
    const { port } = tools
    assert.deepEqual([await text(tools, '/a'), await text(tools, '/memory')], ['1', '1'])
    await tools.kill()
    await tools.start({ COLOUR: 'green' })
    assert.deepEqual([await text(tools, '/b'), await text(tools, '/memory')], ['2', '1'])
    assert.equal(tools.port, port)
    assert.match(tools.output(), /^started grey\nstarted green\n$/)
  })
  assert.equal(report.finding, undefined)
  assert.equal(report.passed, true)
  assert.equal(report.after, '2')
})

// The port is free while the program is stopped: another check may look there for one of its own.
test('another process that listens on the port is not taken for the program', async (t) => {
  const command = `"${process.execPath}" exercise.ts`
  const report = await run(t, counter(), async (tools) => {
    await tools.kill()
    const stranger = createServer((socket) => {
      socket.destroy()
      stranger.close()
    })
    await once(stranger.listen(tools.port, '127.0.0.1'), 'listening')
    await tools.start()
    assert.equal(await text(tools, '/a'), '1')
    stranger.close()
  }, { command })
  assert.equal(report.finding, undefined, JSON.stringify(report))
  assert.equal(report.after, '1')
})

test('a program that is asked to end tells how it ended', async (t) => {
  const report = await run(t, counter(), async (tools) => {
    assert.deepEqual(await tools.stop(), { code: 3, signal: undefined })
    assert.match(tools.output(), /bye/)
    await tools.start()
    await tools.stop()
  })
  // The next step finds it running again.
  assert.equal(report.passed, true)
  assert.equal(report.after, '0')
})

test('the database can be read while the program uses it, and after it was killed', async (t) => {
  const report = await run(t, counter(), async (tools) => {
    await text(tools, '/it')
    await text(tools, "/o'b")
    const names = () => tools.query('select name from clicks order by name').map((row) => row.name)
    assert.deepEqual(names(), ['/it', "/o'b"])
    await tools.kill()
    assert.deepEqual(names(), ['/it', "/o'b"])
    assert.deepEqual(tools.query('select 1 as one from clicks where name = ?', '/it')
      .map((row) => ({ ...row })), [{ one: 1 }])
    assert.throws(() => tools.query('delete from clicks'), { message: 'unreadable-database' })
    assert.deepEqual(names().length, 2)
  })
  assert.equal(report.passed, true)
})

test('a check can add a trigger and rows beside the program', async (t) => {
  const report = await run(t, counter(), async (tools) => {
    tools.change(`create trigger refused before insert on clicks when new.name = '/no' begin
      select raise(abort, 'fault');
    end; insert into clicks values ('first')`)
    tools.change('insert into clicks values (?)', "O'Brien")
    assert.equal(await text(tools, '/yes'), '3')
    assert.throws(() => tools.change('drop table visits'), { message: 'unreadable-database' })
    assert.throws(() => tools.replaceDatabase(''), /still uses/)
    await tools.send({ target: '/no' })
  })
  assert.equal(report.finding?.id, 'crashed')
})

test('a check can put another file in the place of the database', async (t) => {
  const report = await run(t, counter(), async (tools) => {
    await text(tools, '/a')
    await tools.kill()
    tools.replaceDatabase("create table clicks (name text); insert into clicks values ('old')")
    await tools.start()
    assert.equal(await text(tools, '/count'), '1')
    await tools.kill()
    tools.replaceDatabase('')
    assert.throws(() => tools.query('select 1'), { message: 'no-database-file' })
  })
  assert.equal(report.passed, true)
  assert.equal(report.after, '0')
})

test('a program may refuse to start', async (t) => {
  const refuses = `
    if (process.env.COLOUR === 'red') { console.log('Not red'); process.exit(4) }`
  const report = await run(t, counter(refuses), async (tools) => {
    await tools.kill()
    const refused = await tools.tryStart({ COLOUR: 'red' })
    assert.deepEqual(refused, { isListening: false, code: 4, output: 'Not red\n' })
    assert.equal((await tools.tryStart({ COLOUR: 'blue' })).isListening, true)
    await tools.kill()
    await tools.tryStart({ COLOUR: 'red' })
  })
  assert.equal(report.finding, undefined)
  assert.equal(report.passed, true)
})

for (const journal of ['wal', 'delete']) {
  test(`commits are counted with the journal mode ${journal}`, async (t) => {
    const program = counter().replace('journal_mode = wal', `journal_mode = ${journal}`)
    const report = await run(t, program, async (tools) => {
      const send = (count: number) => async () => {
        for (let number = 1; number <= count; number += 1) await text(tools, `/${number}`)
      }
      assert.equal(await tools.countCommits(send(3)), 3)
      assert.equal(await tools.countCommits(send(0)), 0)
      // With the log copied into the file, the next transaction begins it anew.
      tools.change('pragma wal_checkpoint(truncate)')
      assert.equal(await tools.countCommits(send(2)), 2)
      tools.change('pragma wal_checkpoint(passive)')
      assert.equal(await tools.countCommits(send(4)), 4)
      await tools.countCommits(async () => tools.change(`begin;
        insert into clicks values ('x'); insert into clicks values ('y'); commit`))
        .then((count) => assert.equal(count, 1))
    })
    assert.equal(report.finding, undefined)
    assert.equal(report.passed, true)
  })
}

test('of a request, the statements are told', async (t) => {
  const report = await run(t, counter(), async (tools) => {
    await text(tools, '/before')
    const told = await statementsDuring(tools, () => text(tools, "/o'b"))
    if (tools.events().every(({ event }) => event !== 'sql')) return
    assert.deepEqual(told.map(({ sql }) => sql), [
      "insert into clicks values ('/o''b')", 'select count(*) as number from clicks',
    ])
    assert.deepEqual(told.map(({ file }) => file), [tools.database, tools.database])
  })
  assert.equal(report.finding, undefined)
  assert.equal(report.passed, true)
})

test('statements with other values have the same shape', () => {
  const rows: [sql: string, shape: string][] = [
    ["select * from a where b = 'O''Brien'", 'select * from a where b = ?'],
    ["insert into t2 values (1, -2.5, 1e9, x'00ff', '')", 'insert into t2 values (?, ?, ?, ?, ?)'],
    ['select a1\n  from "t1" limit 10', 'select a1 from "t1" limit ?'],
  ]
  for (const [sql, shape] of rows) assert.equal(shapeOf(sql), shape)
})

test('copies run in parallel on ports of their own, with the same database', async (t) => {
  const report = await run(t, counter(), async (tools) => {
    const copy = await tools.startCopy({ COLOUR: 'red' })
    assert.notEqual(copy.port, tools.port)
    await Promise.all([tools, copy, tools, copy].map((each) => text(each, '/click')))
    assert.equal(await text(copy, '/count'), '4')
    assert.match(copy.output(), /red/)
    await copy.kill()
    assert.equal(await text(tools, '/count'), '4')
    await copy.start()
    assert.equal(await text(copy, '/count'), '4')
  })
  assert.equal(report.finding, undefined)
  assert.equal(report.after, '4')
})

test('a mistake comes with what the copies of its step have printed', async (t) => {
  const { finding } = await run(t, counter(), async (tools) => {
    await tools.startCopy({ COLOUR: 'red' })
    tools.fail('no-answer')
  })
  assert.match(finding?.output ?? '', /^started grey\nstarted red$/)
})

test("settings that the learner has made in the terminal don't reach the check", async (t) => {
  const own = process.env['PUBLIC_ORIGIN']
  process.env['PUBLIC_ORIGIN'] = 'https://go.example'
  t.after(() => {
    if (own === undefined) delete process.env['PUBLIC_ORIGIN']
    else process.env['PUBLIC_ORIGIN'] = own
  })
  const before = "console.log('origin', process.env.PUBLIC_ORIGIN ?? 'none')"
  const report = await run(t, counter(before), async ({ output, stop, start }) => {
    assert.match(output(), /^origin none$/m)
    await stop()
    await start({ PUBLIC_ORIGIN: 'https://links.example' })
    assert.match(output(), /^origin https:\/\/links.example$/m)
  })
  assert.equal(report.finding, undefined)
})

test('a check sets variables for every start, and a start can set others', async (t) => {
  const check = defineCheck({
    variables: { COLOUR: 'blue' },
    findings: {},
    steps: [
      step('Starts twice', async ({ output, stop, start, startCopy }) => {
        assert.match(output(), /^started blue$/m)
        assert.match((await startCopy()).output(), /^started blue$/m)
        await stop()
        await start({ COLOUR: 'red' })
        assert.match(output(), /^started red$/m)
      }),
    ],
  })
  const folder = temporaryFolder(t)
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'exercise.ts'), counter())
  const report = await runCheck({ lesson: 'x', check, folder, seed: 1 })
  assert.equal(report.finding, undefined)
})

test('the statements that the program ran are told', async (t) => {
  const report = await run(t, counter(), async (tools) => {
    await text(tools, '/a')
    const told = tools.events().flatMap((event) => event.event === 'sql' ? [event.sql] : [])
    assert.ok(told.some((sql) => sql.startsWith('insert into clicks')), told.join('\n'))
  })
  assert.equal(report.passed, true)
})

const startsOnce = `
  import { existsSync, writeFileSync } from 'node:fs'
  if (existsSync('ran')) throw new Error('It ran before')
  writeFileSync('ran', '')`

test('each mistake with the process has its finding', async (t) => {
  const restart = async (tools: Tools) => {
    await tools.kill()
    await tools.start()
  }
  const rows: [program: string, act: (tools: Tools) => Promise<unknown>, id: string][] = [
    [counter('', ''), (tools) => tools.stop(), 'ignores-sigterm'],
    [counter(startsOnce), restart, 'not-started-again'],
    [counter(startsOnce), (tools) => tools.startCopy(), 'no-second-copy'],
    [counter(), async (tools) => {
      await tools.send({ target: '/crash' }).catch(() => undefined)
      await tools.kill()
    }, 'crashed'],
    [counter(), async (tools) => {
      const copy = await tools.startCopy()
      await copy.send({ target: '/crash' })
    }, 'crashed'],
    [memory, async (tools) => tools.query('select * from clicks'), 'no-database-file'],
    [counter(), async (tools) => tools.query('select * from visits'), 'unreadable-database'],
  ]
  await Promise.all(rows.map(async ([program, act, id]) => {
    const { finding } = await run(t, program, async (tools) => void await act(tools))
    assert.equal(finding?.id, id, JSON.stringify(finding))
  }))
})

test('a program in another language can be stopped and started too', async (t) => {
  const command = `"${process.execPath}" --disable-warning=ExperimentalWarning exercise.ts`
  const report = await run(t, counter(), async (tools) => {
    await text(tools, '/a')
    assert.deepEqual(tools.events(), [])
    await tools.stop()
    assert.match(tools.output(), /bye/)
    await tools.start()
    assert.equal(await text(tools, '/count'), '1')
  }, { command })
  assert.equal(report.finding, undefined)
  assert.equal(report.passed, true)
})

test('nothing is left of a step that took too long', async (t) => {
  const folder = temporaryFolder(t)
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'exercise.ts'), counter())
  const check = defineCheck({
    findings: {},
    steps: [
      step('Starts again and again', async (tools) => {
        for (;;) {
          await tools.kill()
          await Promise.all([tools.start(), tools.startCopy()])
        }
      }, { deadlineMs: 400 }),
    ],
  })
  const { finding } = await runCheck({ lesson: 'x', check, folder, seed: 1 })
  assert.equal(finding?.id, 'too-slow')
  assert.deepEqual(processesIn(folder), [])
})
