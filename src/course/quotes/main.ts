// npm run lessons:sync: fills the quotes of all lessons and lists the lines that none of them has.
// With --check it writes nothing, and fails when something is out of date.

import { projectFolder, syncLessons } from './sync.ts'

try {
  const write = !process.argv.includes('--check')
  const { changed, uncovered } = syncLessons(projectFolder, { write })
  for (const path of changed) console.log(`${write ? 'Wrote' : 'Out of date:'} ${path}`)
  const files = uncovered.files.size
  console.log(`${uncovered.lines} lines of ${files} files aren't quoted in any lesson yet`)
  if (!write && changed.length > 0) process.exitCode = 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
