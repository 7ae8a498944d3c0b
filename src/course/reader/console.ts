// The console's actions: run the learner's server, stop it, send it a request.

import { readForm } from '../../http/body.ts'
import type { App } from '../../http/app.ts'
import { formatRequest } from '../check/request.ts'
import { toByteText } from '../check/report.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { answerWith, lessonOf } from './actions.ts'
import { exchangePart, programPart, textOnly, type Draft } from './consoleView.ts'
import type { Course } from './course.ts'
import { lessonPage } from './lessonPage.ts'

/** Adds the routes of the console. */
export function addConsoleRoutes(app: App, course: Course): void {
  app.post('/lessons/:id/program', async (context) => {
    const lesson = lessonOf(course, context.params.id)
    const form = await readForm(context)
    if (form.get('action') === 'start') await course.programs.start(lesson.id)
    else await course.programs.stop()
    return answerWith(
      context,
      { program: programPart(course, lesson) },
      `/lessons/${lesson.id}#view-console`,
    )
  })
  app.post('/lessons/:id/request', async (context) => {
    const lesson = lessonOf(course, context.params.id)
    const draft = await send(course, lesson, readDraft(await readForm(context)))
    const exchange = exchangePart(course, draft)
    if (context.header('x-part') === undefined) return lessonPage(course, lesson, { draft })
    return answerWith(context, { exchange, program: programPart(course, lesson) }, '')
  })
}

function readDraft(form: URLSearchParams): Draft {
  // A form sends its line ends as CRLF.
  const read = (name: string) => (form.get(name) ?? '').replaceAll('\r\n', '\n')
  return {
    method: read('method') || 'GET', target: read('target') || '/',
    headers: read('headers'), body: read('body'),
  }
}

// The server is started first, if it isn't running.
async function send(course: Course, { id }: Lesson, draft: Draft): Promise<Draft> {
  const { programs } = course
  if (programs.state(id).state !== 'running') await programs.start(id)
  const state = programs.state(id)
  if (state.state !== 'running') {
    return {
      ...draft, problem: state.state === 'failed' ? state.problem : "Your server isn't running",
    }
  }
  try {
    return { ...draft, turns: await programs.send(id, requestBytes(draft, state.port)) }
  } catch (error) {
    return { ...draft, problem: error instanceof Error ? error.message : String(error) }
  }
}

function requestBytes({ method, target, headers, body }: Draft, port: number): string {
  if (method === textOnly) return toByteText(Buffer.from(body))
  const lines = headers.split('\n').filter((line) => line.trim() !== '')
  const pairs = lines.map((line) => {
    const [name = '', ...rest] = line.split(':')
    return [name.trim(), rest.join(':').trim()] as const
  })
  const plan = { method, target, headers: pairs, ...(body === '' ? {} : { body }) }
  return toByteText(formatRequest(plan, `localhost:${port}`))
}
