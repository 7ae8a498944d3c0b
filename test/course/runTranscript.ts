// Runs a transcript of a lesson's text: starts its example, sends each command with the real curl,
// and compares what comes back with the text.

import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { commonFindings } from '../../src/course/check/commonFindings.ts'
import { startProgram } from '../../src/course/check/program.ts'
import { findFreePort } from '../../src/course/check/freePort.ts'
import { waitUntilReady } from '../../src/course/check/ready.ts'
import { findFences } from '../../src/course/quotes/fences.ts'
import { makeFolder, removeFolder } from '../temporaryFolder.ts'
import {
  difference, normalizeOutput, parseTranscript, textPort, type Command,
} from './transcript.ts'

export type Transcript = {
  /** The lesson's folder. */
  folder: string
  /** `examples/slow.ts`. */
  example: string
  /** The line of README.md before its first one. */
  line: number
  body: string
}

const readyLimitMs = 20_000
const curlLimitMs = 20_000

/** Whether this machine has curl. */
export const hasCurl: boolean = spawnSync('curl', ['--version']).status === 0

/** Finds the transcripts in the text of a lesson: the fences `console examples/<name>.ts`. */
export function findTranscripts(folder: string): readonly Transcript[] {
  const fences = findFences(readFileSync(join(folder, 'README.md'), 'utf8'))
  return fences.flatMap(({ language, path, line, body }) => {
    return language === 'console' && path !== undefined
      ? [{ folder, example: path, line, body }] : []
  })
}

/** Runs a transcript; gives a sentence for each command whose output differs from the text. */
export async function proveTranscript(transcript: Transcript): Promise<readonly string[]> {
  const { folder, example, line, body } = transcript
  const path = join(folder, example)
  if (!/^examples\/[\w-]+\.ts$/.test(example) || !existsSync(path)) {
    return [`README.md:${line}: There is no ${example}: a transcript names a file in examples/`]
  }
  const commands = parseTranscript(body)
  const port = await findFreePort()
  const dataFolder = makeFolder()
  const program = startProgram({
    folder: join(folder, 'examples'), file: basename(path),
    variables: { PORT: String(port), DATABASE: join(dataFolder, 'data.db') },
  })
  try {
    const readiness = await waitUntilReady(program, port, readyLimitMs)
    if (readiness.state === 'failed') {
      const { title } = commonFindings[readiness.id]
      return [`${example}: ${title}. ${readiness.actual}\n${program.output()}`]
    }
    const problems: string[] = []
    for (const command of commands) {
      const printed = normalizeOutput(await runCurl(command, port), port)
      const problem = difference(command.output, printed)
      if (problem === undefined) continue
      problems.push(`README.md:${line + command.line}: $ ${command.text}\n${problem}\n`
        + `All that the run printed:\n${printed.map((each) => `  ${each}\n`).join('')}`)
    }
    return problems
  } finally {
    await program.stop()
    removeFolder(dataFolder)
  }
}

// Both streams go into one file, so that they are in the order in which a terminal shows them. A
// learner's own settings (-q) and a proxy don't count, and no meter is shown (-sS).
async function runCurl({ words }: Command, port: number): Promise<string> {
  const given = words.slice(1).map((word) =>
    word.replaceAll(`localhost:${textPort}`, `localhost:${port}`))
  const folder = makeFolder()
  const file = join(folder, 'output')
  const output = openSync(file, 'a')
  try {
    const usual = ['-q', '-sS', '--no-buffer', '--noproxy', '*']
    const child = spawn('curl', [...usual, ...given], { stdio: ['ignore', output, output] })
    const timer = setTimeout(() => child.kill(), curlLimitMs)
    await once(child, 'exit')
    clearTimeout(timer)
    return readFileSync(file, 'utf8')
  } finally {
    closeSync(output)
    removeFolder(folder)
  }
}
