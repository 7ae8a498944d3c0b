// The mistakes that the check of roles and ownership names: those about links. Those about
// administrators are in adminFindings.ts.

import type { Finding } from '../../src/course/check/finding.ts'
import { neutralFindings } from '../35-passwords/neutralFindings.ts'
import { adminFindings } from './adminFindings.ts'

const read = 'lesson:roles-and-ownership'

export const findings = {
  ...neutralFindings,
  ...adminFindings,
  'link-not-made': {
    title: 'A signed-in user made a good link, and it was not made, or was not theirs',
    why: 'POST /api/links has to respond with a 201 and the link, and user in its row is the id '
      + 'of the user.',
    hint: 'Which status and body came back, and what is in the row?',
    read: 'lesson:basic-and-api-keys',
  },
  'link-not-shown': {
    title: "A link that is nobody's was not shown",
    why: 'Links that were made without an account have no user in their row. GET /api/links/… '
      + 'shows them to everybody, as before.',
    hint: 'In SQL, null = 7 is not true. Does your condition have a case for links without a '
      + 'user?',
    read,
  },
  'key-not-made': {
    title: 'A user asked for a key with good scopes and did not get one',
    why: 'POST /api/keys has to respond with a 201 and the key. Administrators may ask for the '
      + 'scope admin, too.',
    hint: 'Which status came back, and is admin one of your scopes now?',
    read,
  },
  'owner-refused': {
    title: "The owner of a link couldn't read, change or delete it",
    why: 'With a session, a key or a token, GET has to show the link and its note, PATCH to '
      + 'change it, and DELETE to remove it, so that it no longer leads anywhere.',
    hint: 'Which of the three was it? Compare the id in your condition with the user in the row. '
      + "Is an empty text stored, too? It isn't the same as a missing one.",
    read,
  },
  'change-not-shown': {
    title: "The response to a PATCH doesn't show the link as it is now",
    why: 'A program that has changed a link shows what came back, without another request. The '
      + 'response has the link after the change, with its target and its note.',
    hint: 'Does your program read the row before the update, or after it? Which function makes '
      + 'the JSON?',
    read,
  },
  'rest-lost': {
    title: 'A PATCH or a DELETE changed what it did not name',
    why: 'A PATCH with a note has to leave the target and the clicks as they were, also when the '
      + 'target is changed meanwhile. The same goes for role and isDisabled, and for other rows.',
    hint: 'What does your program store for a member that is missing? Is the row in the '
      + 'condition?',
    read,
  },
  'bad-change-accepted': {
    title: 'A PATCH stored a bad value, or half of a bad change',
    why: 'A change needs the same rules as a new link: 422 for a target or a note that POST would '
      + 'refuse, and for an isDisabled that is neither true nor false. Then nothing is changed.',
    hint: 'Does PATCH call the same functions as POST, and all of them before the statement?',
    read,
  },
  'others-link-read': {
    title: 'Somebody read a link that belongs to another user',
    why: "Knowing a slug isn't a permission. GET /api/links/… has to respond with a 404 to "
      + 'everybody but the owner and administrators.',
    hint: 'Does the statement that finds the link have the user in its condition?',
    read,
  },
  'others-link-changed': {
    title: 'Somebody changed a link that is not theirs',
    why: 'A PATCH changes the link in its path and no other, for its owner. For everybody else, '
      + 'the response is a 404 and the row stays as it was, also that of nobody.',
    hint: 'Put the slug and the user into the condition of the update, and brackets around an '
      + 'or. No row changed means 404.',
    read,
  },
  'others-link-deleted': {
    title: 'Somebody deleted a link that is not theirs',
    why: 'A DELETE removes the link in its path and no other, for its owner or an administrator. '
      + 'For everybody else, the response is a 404 and the row stays, also that of nobody.',
    hint: 'Put the slug and the user into the condition of the delete, and brackets around an '
      + 'or. No row deleted means 404.',
    read,
  },
  'note-shown': {
    title: "Somebody who isn't the owner of a link got its note",
    why: 'Notes are private. GET /api/links/… shows the link to administrators, and that of '
      + 'nobody to everybody, but the note only to the user whose link it is. GET /api/links '
      + 'lists only links of the user who is asking.',
    hint: 'Which function makes the JSON, and how does it know who is asking?',
    read,
  },
  'reveals-what-exists': {
    title: 'The response for a link of somebody else differs from that for an unknown one',
    why: 'Anyone could try slugs and learn which ones are in use. Apart from the slug, status, '
      + 'headers and body have to be the same, also when the body of a PATCH is bad.',
    hint: 'A statement with the owner in its condition finds nothing in both cases. Do you '
      + 'respond from two places?',
    read,
  },
  'mass-assignment': {
    title: 'A body set a column that its route is not for',
    why: 'Members such as role, user, id, clicks or slug may come with any body. They have to be '
      + 'ignored or refused, never stored.',
    hint: "Take the members that may be set by name. Don't copy all that came.",
    read,
  },
  'id-in-query': {
    title: 'A user was named in a request, and the response was about that user',
    why: 'Anyone can write another id into a URL or a header. Who is asking is what the session, '
      + 'the key or the token says.',
    hint: 'Where does your program get the id of the user from?',
    read,
  },
  'users-mixed': {
    title: 'A request was taken for that of somebody who asked while its body was on its way',
    why: 'While your program waits for a body, it serves other requests. A variable that they '
      + 'share has another user afterwards: links become theirs, and so do their rights.',
    hint: 'Which variable outside your handlers says who is asking? Return the user from a '
      + 'function, and pass it on.',
    read,
  },
  'may-be-kept': {
    title: 'A cache may keep a response that is for one person',
    why: 'What is shown to an owner or an administrator needs Cache-Control: no-store.',
    hint: 'Which headers does this route send?',
    read: 'lesson:sessions',
  },
  'wrong-refusal': {
    title: 'A request that has to be refused got another status',
    why: 'Programs read the status: 401 asks for credentials, 403 says that these are not enough, '
      + '404 that there is nothing here, and 422 that a value is bad. The text has the tables.',
    hint: 'Which line of your program made this status?',
    read,
  },
  'server-blamed': {
    title: 'A request made the program fail with a status of 500 or more',
    why: 'A good request gets a 2xx, and a bad one a status from 400 to 499. A 500 means that your '
      + 'program has thrown an error.',
    hint: 'What did your program print? Which value of the request reached which function?',
    read,
  },
} as const satisfies Record<string, Finding>
