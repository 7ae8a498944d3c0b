// Opens the course next to the server, for `npm start`: the reader on a port of its own, and the
// check at each save. `npm run learn` does the same and adds the terminal.

import { checkLesson } from './checkLesson.ts'
import { loadLessons } from './lessons/lesson.ts'
import { startReader } from './reader/start.ts'
import { findCourse } from './workshop/attachedRuns.ts'
import { openWorkshop } from './workshop/workshop.ts'

export type Course = {
  port: number
  /** The learner's folder. */
  folder: string
  close(): Promise<void>
}

export type CourseOptions = {
  port: number
  /** The learner's folder. */
  folder: string
  /** Where the finished server runs beside the course. */
  serverAddress: string
  /** Hears of mistakes of the course itself. */
  onError: (error: unknown) => void
}

/**
 * Starts the reader and watches the learner's folder, which then contains the exercise of the
 * current lesson. Where `npm run learn` does that already, it's left to that process. Rejects when
 * another program uses the port, or when the folder can't be written to.
 */
export async function startCourse(options: CourseOptions): Promise<Course> {
  const { port, folder, serverAddress, onError } = options
  const running = port === 0 ? undefined : await findCourse(port)
  if (running?.folder === folder) return { port, folder, close: async () => undefined }
  const workshop = openWorkshop({ lessons: loadLessons(), folder, check: checkLesson })
  // First, because it fails where the folder can't be written to: then nothing is listening yet.
  workshop.select(workshop.current().id)
  const reader = await startReader({ workshop, port, serverAddress, onError })
  workshop.watch()
  return {
    port: reader.port,
    folder,
    async close() {
      await workshop.close()
      await reader.close()
    },
  }
}
