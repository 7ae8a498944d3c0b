// What can be wrong with the response to someone who follows a link.

import type { Finding } from '../../src/course/check/finding.ts'

export const followFindings = {
  'not-redirected': {
    title: 'Following a link did not get a redirect',
    why: 'A browser goes on to the target only if the status says so, such as 302.',
    hint: 'Which status does the handler set?',
    read: 'RFC 9110, section 15.4',
  },
  'link-not-found': {
    title: 'Following a link that was just made got a 404',
    why: 'The slug is what comes after the slash. A query is not a part of it: people add one to '
      + 'see where their visitors come from.',
    hint: 'Is there a route for /:slug? Which text do you look up, and is it the one that is '
      + 'stored?',
    read: 'lesson:urls-and-parameters',
  },
  'follow-failed': {
    title: 'Following a link made your program fail',
    why: 'The visitor sees an error page. A header can contain only ASCII: for another letter in '
      + 'Location, Node throws an error.',
    hint: 'Which error did your program print? What does the statement return, and what is in '
      + 'Location?',
    read: 'lesson:create-and-redirect',
  },
  'permanent-redirect': {
    title: 'Following a link got a permanent redirect',
    why: 'Browsers keep a 301 or 308, and never ask you again: you cannot count the next click, '
      + 'and cannot stop a link that leads to something bad.',
    hint: 'Which status says that a URL has moved for now only?',
    read: 'RFC 9110, section 15.4.2',
  },
  'wrong-target': {
    title: 'A redirect does not lead to the target of its link',
    why: 'The visitor ends up somewhere else, or nowhere. Every character of the target matters, '
      + 'and a header takes only ASCII, so other letters must be encoded in it.',
    hint: 'Which text is in Location: what was sent, or what the URL parser made of it? Does '
      + 'something encode, decode or cut it on the way?',
    read: 'RFC 9110, section 10.2.2',
  },
  'redirect-may-be-kept': {
    title: 'A cache may keep the redirect',
    why: 'A cache that keeps the redirect responds to the next visits itself, and you never see '
      + 'them. Only no-store forbids every cache to keep it.',
    hint: 'Which value of Cache-Control tells every cache not to store the response?',
    read: 'RFC 9111, section 5.2.2.5',
  },
  'miss-may-be-kept': {
    title: 'A cache may keep the 404 for a slug',
    why: 'A 404 may be stored, even if it does not say so. Someone who makes this link a minute '
      + 'later would still see the 404.',
    hint: 'Which headers does the error have? An HttpError can bring its own.',
    read: 'RFC 9110, section 15.1',
  },
} as const satisfies Record<string, Finding>
