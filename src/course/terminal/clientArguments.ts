// A client program needs arguments, such as the URL of a server. Without them, `run` says which
// ones: the comment at the top of the exercise has an example.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadCheck } from '../check/loadCheck.ts'
import type { Lesson } from '../lessons/lesson.ts'

/** Throws an Error with an example if the lesson's program is a client, and no arguments came. */
export async function demandArguments(lesson: Lesson, args: readonly string[]): Promise<void> {
  const example = args.length === 0 ? exampleIn(lesson) : undefined
  if (example === undefined || (await loadCheck(lesson.folder)).kind === 'server') return
  throw new Error(
    'Your program is a client, so it needs arguments that name a server. For example:\n\n'
    + `  npm run learn -- run ${lesson.number} ${example}\n\n`
    + 'Replace the host and the port by those of a server that is running. The check starts its\n'
    + `own server: npm run learn -- check ${lesson.number}`,
  )
}

function exampleIn({ folder }: Lesson): string | undefined {
  const path = join(folder, 'exercise.ts')
  if (!existsSync(path)) return undefined
  return /^\/\/ +node exercise\.ts +(\S.*)$/m.exec(readFileSync(path, 'utf8'))?.[1]
}
