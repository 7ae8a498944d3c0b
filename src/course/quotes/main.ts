// npm run lessons:sync: fills the quotes of all lessons, computes their minutes and prints how long
// each is. With --check it writes nothing, and fails when something is out of date.

import { join } from 'node:path'
import { loadLessons } from '../lessons/lesson.ts'
import { measure, syncMinutes } from './minutes.ts'
import { projectFolder, syncLessons } from './sync.ts'

try {
  const write = !process.argv.includes('--check')
  const changed = [...syncLessons(projectFolder, { write })]
  for (const lesson of loadLessons(join(projectFolder, 'lessons'))) {
    const path = `lessons/${lesson.folderName}/README.md`
    if (syncMinutes(lesson, { write })) changed.push(`${path} (minutes)`)
    const { words, quotedLines, minutes } = measure(lesson)
    console.log(`${lesson.folderName}: ${words} words, ${quotedLines} quoted, ${minutes} minutes`)
  }
  for (const path of changed) console.log(`${write ? 'Wrote' : 'Out of date:'} ${path}`)
  if (!write && changed.length > 0) process.exitCode = 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
