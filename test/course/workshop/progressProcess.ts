// Another process that records progress in the same folder at the same time.

import { openProgress } from '../../../src/course/workshop/progress.ts'

const [folder = '', name = '', count = '0'] = process.argv.slice(2)
const progress = openProgress(folder, Date.now)
for (let number = 0; number < Number(count); number += 1) {
  progress.changeLesson(`${name}-${number}`, { attempts: number })
}
