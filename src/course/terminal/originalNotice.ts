// The notice for a learner who edits the course's own exercise, and not their copy.

import { join } from 'node:path'
import type { Workshop, WorkshopEvent } from '../workshop/workshop.ts'
import { shortPath } from './shortPath.ts'

/** Says where the learner's copy of an exercise is. */
export function originalNotice(workshop: Workshop, { lesson: id }: WorkshopEvent): string {
  const { folder, project } = workshop.state(id).lesson
  const original = shortPath(join(folder, project === undefined ? 'exercise.ts' : 'reference'))
  const copy = shortPath(workshop.exercisePath(id))
  return `You saved ${original}, which is the original. Your copy is ${copy}`
}
