// The `code` and **bold** in the sentences of a lesson.

import { span, type Span } from './layout.ts'

/** Shows the `code` and **bold** in a sentence. */
export function inline(text: string): readonly Span[] {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).filter((part) => part !== '').map((part) => {
    if (part.startsWith('`') && part.length > 2) return span(part.slice(1, -1), 'code')
    if (part.startsWith('**') && part.length > 4) return span(part.slice(2, -2), 'title')
    return span(part)
  })
}
