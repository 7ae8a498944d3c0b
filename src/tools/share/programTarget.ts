// Shares a learner's program: it's started here, with the variables that it needs to know its
// public address, and anew with others when that changes. Lesson: share-it (appendix)

import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { startChild, type Child } from './child.ts'
import { describeProgram } from './describe.ts'
import { isListening, waitUntil, type Target } from './target.ts'
import { ShareError } from './tunnel.ts'

export type ProgramOptions = {
  folder: string
  /** A command for the shell; undefined: Node runs main.ts or exercise.ts. */
  command: string | undefined
  port: number
  say: (line: string) => void
}

// A program may listen on one of the two addresses that this name has.
const host = 'localhost'
const startMs = 15_000
const files = ['main.ts', 'exercise.ts']

/** Prepares the program. Throws a ShareError when there's none, or when its port is taken. */
export async function openProgram(
  { folder: named, command, port, say }: ProgramOptions,
): Promise<Target> {
  const folder = resolve(named)
  if (!isFolder(folder)) {
    throw new ShareError(`There's no folder ${folder}: name the folder of your program`)
  }
  const file = command === undefined ? findFile(folder) : undefined
  if (await isListening(host, port)) {
    throw new ShareError(`Port ${port} is in use: stop the program that uses it, `
      + 'or set PORT to another port')
  }
  let child: Child | undefined
  const start = (origin: string) => startChild({
    file: command ?? process.execPath,
    words: file === undefined ? [] : [file],
    isCommand: command !== undefined,
    hasGroup: true,
    folder,
    variables: {
      PORT: String(port),
      DATABASE: join(folder, 'data.db'),
      PUBLIC_ORIGIN: origin,
      TRUSTED_HOPS: '1',
    },
  })
  return {
    host, port,
    async publish(origin) {
      await child?.stop()
      const started = child = start(origin)
      const isReady = async () =>
        started.ending() !== undefined || await isListening(host, port)
      if (!await waitUntil(isReady, startMs)) {
        say(`The program doesn't listen on port ${port} yet: it has to read the port from the `
          + 'environment variable PORT')
      }
      checkRuns(started)
    },
    keep: async () => checkRuns(child),
    async withdraw() {
      await child?.stop()
      child = undefined
    },
    close: async (signal) => child?.stop(signal),
    describe: () => describeProgram(folder, port),
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}

function findFile(folder: string): string {
  const file = files.find((name) => existsSync(join(folder, name)))
  if (file !== undefined) return file
  throw new ShareError(`There's no ${files.join(' and no ')} in ${folder}: name the folder of your `
    + 'program, or say how to start it with --command')
}

function checkRuns(child: Child | undefined): void {
  const ending = child?.ending()
  if (ending !== undefined) throw new ShareError(`The program has ended ${ending}`)
}
