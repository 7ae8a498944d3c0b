// The quiz of a lesson: a form for each question, so that it works without scripts. After an answer
// every option says why it is right or wrong.

import { html, type Html } from '../../http/html.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { readQuiz, type Question } from '../lessons/quiz.ts'
import { highlightCode } from '../markdown/highlight.ts'
import { renderInline } from '../markdown/inline.ts'
import type { Course } from './course.ts'
import { icon } from './icons.ts'

/** Shows all questions of a lesson; nothing when it has none. */
export function quizView(course: Course, lesson: Lesson): Html {
  const questions = readQuiz(lesson)
  if (questions.length === 0) return html``
  return html`<section class="quiz" aria-labelledby="quiz">
<h2 id="quiz">What do you think?</h2>
${questions.map((_, index) => html`<div id="question-${index + 1}" data-region>${
  questionView(course, lesson, index)}</div>
`)}</section>`
}

/** Shows one question: to be answered, or answered. */
export function questionView(course: Course, lesson: Lesson, index: number): Html {
  const questions = readQuiz(lesson)
  const question = questions[index]
  if (question === undefined) return html``
  const choice = course.shown.answers(lesson.id)[index] ?? -1
  const address = `/lessons/${lesson.id}/quiz/${index}`
  const count = html`<span class="eyebrow">Question ${index + 1} of ${questions.length}</span>`
  return html`<form class="question" method="post" action="${address}"
data-into="question-${index + 1}">
<fieldset><legend>${count} <span class="ask">${renderInline(question.question)}</span></legend>
${question.code !== undefined && codeOf(question.code)}
${choice < 0 ? openOptions(question, index) : answeredOptions(question, choice)}
</fieldset>
${choice < 0 ? html`<button class="primary">Answer</button>`
  : html`<p class="result" role="status">${resultOf(question, choice)}</p>
<button name="choice" value="-1">Ask me again</button>`}
</form>`
}

function codeOf(code: string): Html {
  return html`<figure class="code"><pre tabindex="0" role="group"
aria-label="Code of the question"><code>${
    highlightCode(code, 'ts')}</code></pre></figure>`
}

function openOptions({ options }: Question, index: number): Html {
  return html`${options.map(({ text }, choice) => html`
<label class="option"><input type="radio" name="choice" value="${choice}"
id="question-${index + 1}-option-${choice + 1}" required>
<span>${renderInline(text)}</span></label>`)}`
}

function answeredOptions({ options }: Question, choice: number): Html {
  return html`<ul class="options">${options.map(({ text, correct, why }, index) => html`
<li class="option ${correct ? 'right' : 'wrong'} ${index === choice ? 'chosen' : ''}">
<span class="sign">${icon(correct ? 'passed' : 'failed')}<span class="unseen">${
  correct ? 'Right' : 'Wrong'}: </span></span>
<div><p class="text">${renderInline(text)}${
  index === choice && html` <span class="yours">your answer</span>`}</p>
<p class="why">${renderInline(why)}</p></div></li>`)}</ul>`
}

function resultOf({ options }: Question, choice: number): string {
  return options[choice]?.correct ? 'Yes.' : 'Not quite: read why.'
}
