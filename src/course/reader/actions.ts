// What a learner can do with an exercise and a quiz. Each action is a POST that works as a plain
// form; a script of the page requests only the parts that change.

import { readForm } from '../../http/body.ts'
import type { App } from '../../http/app.ts'
import type { Context } from '../../http/context.ts'
import { HttpError } from '../../http/errors.ts'
import { json, redirect, type Reply } from '../../http/reply.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { readQuiz } from '../lessons/quiz.ts'
import { findWritten, type Course } from './course.ts'
import { helpPart } from './panel.ts'
import { panelParts, textsOf, type Parts } from './parts.ts'
import { questionView } from './quizView.ts'
import { readOrder } from './shuffle.ts'

/** Finds a lesson that is written. Throws an HttpError 404. */
export function lessonOf(course: Course, id: string): Lesson {
  const lesson = findWritten(course, id)
  if (lesson !== undefined) return lesson
  throw new HttpError(404, 'no-lesson', `There is no lesson ${JSON.stringify(id)} yet`)
}

/** Answers with parts of the page by the id of their place, or leads a plain form back to it. */
export function answerWith(
  context: Context,
  parts: Parts,
  address: string,
): Reply {
  if (context.header('x-part') === undefined) return redirect(address)
  return json(textsOf(parts), 200, { 'cache-control': 'no-store' })
}

/** Adds the routes of exercises and quizzes. */
export function addActionRoutes(app: App, course: Course): void {
  const { workshop, shown } = course
  app.post('/lessons/:id/check', async (context) => {
    const lesson = exerciseOf(course, context.params.id)
    // The exercise's state says what goes wrong.
    await workshop.check(lesson.id).catch(() => undefined)
    return answerWith(context, panelParts(course, lesson), `/lessons/${lesson.id}#panel`)
  })
  const help = { hint: shown.takeHint, solution: shown.takeSolution, reset: shown.reset }
  for (const [name, take] of Object.entries(help)) {
    app.post(`/lessons/:id/${name}`, (context) => {
      const lesson = exerciseOf(course, context.params['id'] ?? '')
      take(lesson.id)
      return answerWith(context, { help: helpPart(course, lesson) }, `/lessons/${lesson.id}#help`)
    })
  }
  app.post('/lessons/:id/begin', (context) => {
    const lesson = exerciseOf(course, context.params.id)
    workshop.select(lesson.id)
    return answerWith(context, panelParts(course, lesson), `/lessons/${lesson.id}#panel`)
  })
  app.post('/lessons/:id/quiz/:question', async (context) => {
    const lesson = lessonOf(course, context.params.id)
    const questions = readQuiz(lesson)
    const question = indexOf(context.params.question, questions.length)
    const options = questions[question]?.options.length ?? 0
    const form = await readForm(context)
    const option = choiceOf(form.get('choice'), options)
    const order = readOrder(form.get('order'))
    shown.answer(lesson.id, { question, option, questions: questions.length })
    const place = `question-${question + 1}`
    const part = questionView(course, lesson, { index: question, order })
    return answerWith(context, { [place]: part }, `/lessons/${lesson.id}?order=${order}#${place}`)
  })
}

function exerciseOf(course: Course, id: string): Lesson {
  const lesson = lessonOf(course, id)
  if (lesson.hasExercise) return lesson
  throw new HttpError(404, 'no-exercise', 'This lesson has no exercise')
}

function indexOf(text: string, length: number): number {
  if (/^\d{1,2}$/.test(text) && Number(text) < length) return Number(text)
  throw new HttpError(404, 'no-question', 'There is no such question')
}

// -1 asks the question again.
function choiceOf(text: string | null, length: number): number {
  if (text === '-1') return -1
  if (text !== null && /^\d$/.test(text) && Number(text) < length) return Number(text)
  throw new HttpError(400, 'no-choice', 'Choose one of the answers')
}
