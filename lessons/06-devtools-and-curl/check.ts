// The check is the server here: it says what it wants, records what arrives, and compares.

import { defineCheck, step, type Tools } from '../../src/course/check/check.ts'
import type { Fresh } from '../../src/course/check/fresh.ts'
import { findings } from './findings.ts'
import { judgeSearch } from './judgeSearch.ts'
import { judgeDelete, judgeEnd, judgeRest, judgeTasks, judgeToken, judgeUser } from './judge.ts'
import type { Id, Tasks } from './visit.ts'

export const check = defineCheck({
  kind: 'client',
  findings,
  steps: [
    step('Asks what to send, and sends it', (tools) => tryOnce(tools, tamerTasks(tools.fresh))),
    step('Sends other values in a second run', (tools) => tryOnce(tools, hardTasks(tools.fresh))),
  ],
})

async function tryOnce({ fail, run, serveHttp, fresh }: Tools<Id>, tasks: Tasks): Promise<void> {
  const server = await serveHttp()
  const told = JSON.stringify(Object.fromEntries(fresh.shuffle(Object.entries(tasks))))
  const headers = { 'Content-Type': 'application/json' }
  server.answer(({ target }) =>
    ({ status: 200, headers, body: target === '/tasks' ? told : '{}' }))
  const ended = await run({ args: [server.origin] })
  const visit = { fail, requests: server.requests, run: ended, tasks }
  judgeTasks(visit)
  judgeSearch(visit)
  judgeUser(visit)
  judgeDelete(visit)
  judgeToken(visit)
  judgeRest(visit)
  judgeEnd(visit)
}

function tamerTasks(fresh: Fresh): Tasks {
  return {
    search: `${fresh.word()} & ${fresh.word()}+${fresh.integer(2, 9)} ${fresh.foreignText()}`,
    user: { name: `${fresh.name()} O'${fresh.name()}`, city: `Zürich ${fresh.word()}` },
    link: fresh.integer(10, 999),
    token: `${fresh.word()}${fresh.word()}`,
  }
}

function hardTasks(fresh: Fresh): Tasks {
  const signs = fresh.shuffle(['100%25', '#1', 'a=b', '"C:\\new"', '?', '/', '<b>', "O'Neil"])
  return {
    search: `${fresh.word()} ${signs.join(' ')} ${fresh.word()}`,
    user: {
      name: `Zoë "${fresh.name()}" ${fresh.word()}\\n & Co = 100 %`,
      city: `${fresh.foreignText()} {${fresh.word()}}, [object]`,
    },
    link: fresh.integer(1_000, 99_999),
    token: `${fresh.word()}.${fresh.word()}-_~+/${fresh.word()}==`,
  }
}
