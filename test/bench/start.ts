// Measures how long a program takes from the start of its process to its first answer of 200.
// Not bound to a core: a person waits for this, and node uses a second core while it starts.

import { existsSync, mkdirSync } from 'node:fs'
import { get } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { benchFolder, dataFolder } from './contender.ts'
import type { Contender } from './contenders/list.ts'
import type { Command, Processes } from './processes.ts'
import { median } from './summary.ts'

export type StartTime = { command: string; medianMs: number; fastestMs: number; slowestMs: number }

type Program = { command: string; args: readonly string[]; path: string }

const projectFolder = join(benchFolder, '../..')
const startFolder = join(dataFolder, 'start')
const repetitions = 7
const pollMs = 1

/** Measures the programs of these contenders in turns; Groundwork's is its real main.ts. */
export async function measureStarts(
  processes: Processes,
  contenders: readonly Contender[],
): Promise<StartTime[]> {
  const programs = contenders.flatMap(programsOf)
  const times = new Map(programs.map((program) => [program, new Array<number>()]))
  // The first start fills the database and the disk's cache, and is not counted.
  for (const program of programs) await timeStart(processes, program)
  for (let repetition = 0; repetition < repetitions; repetition++) {
    for (const [program, list] of times) list.push(await timeStart(processes, program))
  }
  return Array.from(times, ([{ command }, list]) => ({
    command,
    medianMs: median(list),
    fastestMs: Math.min(...list),
    slowestMs: Math.max(...list),
  }))
}

function programsOf({ name, file, rows }: Contender): Program[] {
  if (rows !== undefined) return []
  if (name !== 'groundwork') {
    const path = '/plaintext'
    return [{ command: `node ${file}`, args: [join(benchFolder, 'contenders', file)], path }]
  }
  if (!existsSync(join(projectFolder, 'src/main.ts'))) return []
  return ['src/main.ts', 'src/launch.js src/main.ts'].map((words) =>
    ({ command: `node ${words}`, args: words.split(' '), path: '/hello' }))
}

async function timeStart(processes: Processes, program: Program): Promise<number> {
  const port = await freePort()
  const data = join(startFolder, program.command.replaceAll('/', '-'))
  mkdirSync(data, { recursive: true })
  const command: Command = [process.execPath, ...program.args]
  const environment = { PORT: String(port), HOST: '127.0.0.1', DATA: data }
  const begin = performance.now()
  const child = processes.start(command, { folder: projectFolder, environment, output: 'ignore' })
  while (!(await answers(port, program.path))) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`Cannot measure the start of ${program.command}: it ended before it answered`)
    }
    await pause(pollMs)
  }
  const duration = performance.now() - begin
  await processes.stop(child)
  return duration
}

function answers(port: number, path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path, agent: false }, (response) => {
      response.resume()
      response.once('close', () => resolve(response.statusCode === 200))
    })
    request.once('error', () => resolve(false))
  })
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('Cannot find a free port')
  return address.port
}
