// The quiz of a lesson: a form for each question, so that it works without scripts. Once a question
// is answered, every option says why it's right or wrong.

import { html, type Html } from '../../http/html.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { readQuiz, type Question, type QuizOption } from '../lessons/quiz.ts'
import { highlightCode } from '../markdown/highlight.ts'
import { renderInline } from '../markdown/inline.ts'
import type { Course } from './course.ts'
import { icon } from './icons.ts'
import { shuffled, type Order } from './shuffle.ts'

/** Shows all questions of a lesson; nothing if it has none. */
export function quizView(course: Course, lesson: Lesson, order: Order): Html {
  const questions = readQuiz(lesson)
  if (questions.length === 0) return html``
  return html`<section class="quiz" aria-labelledby="quiz">
<h2 id="quiz">Quiz</h2>
${questions.map((_, index) => html`<div id="question-${index + 1}" data-region>${
  questionView(course, lesson, { index, order })}</div>
`)}</section>`
}

export type Asked = { index: number; order: Order }

/** Shows one question: to be answered, or answered. Its options are in the order of the page. */
export function questionView(course: Course, lesson: Lesson, { index, order }: Asked): Html {
  const questions = readQuiz(lesson)
  const question = questions[index]
  if (question === undefined) return html``
  const options = shuffled(question.options.length, order, index).flatMap((number) => {
    const option = question.options[number]
    return option === undefined ? [] : [{ ...option, number }]
  })
  const choice = course.shown.answers(lesson.id)[index] ?? -1
  const address = `/lessons/${lesson.id}/quiz/${index}`
  const count = html`<span class="eyebrow">Question ${index + 1} of ${questions.length}</span>`
  return html`<form class="question" method="post" action="${address}"
data-into="question-${index + 1}">
<fieldset><legend>${count} <span class="ask">${renderInline(question.question)}</span></legend>
${question.code !== undefined && codeOf(question.code)}
${choice < 0 ? openOptions(options, index) : answeredOptions(options, choice)}
</fieldset>
<input type="hidden" name="order" value="${order}">
${choice < 0 ? html`<button class="primary">Answer</button>`
  : html`<p class="result" role="status">${resultOf(question, choice)}</p>
<button name="choice" value="-1">Try again</button>`}
</form>`
}

function codeOf(code: string): Html {
  return html`<figure class="code"><pre tabindex="0" role="group"
aria-label="Code of the question"><code>${
    highlightCode(code, 'ts')}</code></pre></figure>`
}

// A number is the place in the file, wherever the option is shown.
type NumberedOption = QuizOption & { number: number }

function openOptions(options: readonly NumberedOption[], index: number): Html {
  return html`${options.map(({ text, number }) => html`
<label class="option"><input type="radio" name="choice" value="${number}"
id="question-${index + 1}-option-${number + 1}" required>
<span>${renderInline(text)}</span></label>`)}`
}

function answeredOptions(options: readonly NumberedOption[], choice: number): Html {
  return html`<ul class="options">${options.map(({ text, correct, why, number }) => html`
<li class="option ${correct ? 'right' : 'wrong'} ${number === choice ? 'chosen' : ''}">
<span class="sign">${icon(correct ? 'passed' : 'failed')}<span class="unseen">${
  correct ? 'Right' : 'Wrong'}: </span></span>
<div><p class="text">${renderInline(text)}${
  number === choice && html` <span class="yours">your answer</span>`}</p>
<p class="why">${renderInline(why)}</p></div></li>`)}</ul>`
}

function resultOf({ options }: Question, choice: number): string {
  return options[choice]?.correct ? 'Correct.' : 'Not quite: the notes say why.'
}
