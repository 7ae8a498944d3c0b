// The notice for a learner who edits the course's own exercise, and not their copy.

import { join } from 'node:path'
import type { Workshop, WorkshopEvent } from '../workshop/workshop.ts'
import { shortPath } from './shortPath.ts'

/** Says where the learner's copy of an exercise is. */
export function originalNotice(workshop: Workshop, { lesson: id }: WorkshopEvent): string {
  const { folder } = workshop.state(id).lesson
  const original = shortPath(join(folder, 'exercise.ts'))
  const own = shortPath(workshop.exercisePath(id))
  return `You saved ${original}, which is the original. Your copy is ${own}`
}
