// What the checks of the project's later lessons say when they can't get to what they're about.

import type { Finding } from '../../src/course/check/finding.ts'

export const neutralFindings = {
  'link-not-made': {
    title: 'A link with a good target was not made',
    why: 'POST /api/links has to make it: 201, and JSON with slug, shortUrl and target.',
    hint: 'Which status and body came back, and which line of your program made them?',
    read: 'lesson:create-and-redirect',
  },
  'link-not-followed': {
    title: "A person followed a link and wasn't sent to its target",
    why: 'The response has to be a 302 with the target in Location.',
    hint: 'Which status and Location came back, and which line of your program made them?',
    read: 'lesson:create-and-redirect',
  },
  'link-not-shown': {
    title: 'GET /api/links/… did not show a link that was made',
    why: 'The response has to be a 200 with the link as JSON.',
    hint: 'Which status came back, and does your program look the slug up as it was stored?',
    read: 'lesson:create-and-redirect',
  },
} as const satisfies Record<string, Finding>
