// The page of a text that isn't a lesson.

import { html } from '../../http/html.ts'
import type { Reply } from '../../http/reply.ts'
import type { Course } from './course.ts'
import { readerPage } from './frame.ts'
import type { Guide } from './guides.ts'
import { guideText } from './lessonText.ts'

/** Makes the page of a guide. */
export function guidePage(course: Course, guide: Guide): Reply {
  const { title } = guide
  const { html: text } = guideText(course, guide)
  return readerPage({
    title,
    description: title,
    kind: 'guide',
    body: html`<article class="text">
<header class="lesson-head"><h1>${title}</h1></header>
${text}
</article>`,
  })
}
