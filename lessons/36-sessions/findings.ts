// The mistakes that the check of sessions names.

import type { Finding } from '../../src/course/check/finding.ts'
import { oldFileFinding } from '../33-the-page/oldFile.ts'
import { neutralFindings } from '../35-passwords/neutralFindings.ts'
import { cookieFindings } from './cookieFindings.ts'
import { endFindings } from './endFindings.ts'

const read = 'lesson:sessions'

export const findings = {
  'old-file-broken': oldFileFinding,
  ...neutralFindings,
  ...cookieFindings,
  ...endFindings,
  'sessions-mixed': {
    title: "One person's cookie showed another person's account",
    why: 'Several people use a server at once. Each request has to be about the one whose cookie '
      + 'came with it.',
    hint: 'Where does your program keep who is signed in? A variable of the whole program has '
      + 'room for one.',
    read,
  },
  'garbage-accepted': {
    title: 'Somebody who never signed in was let in',
    why: 'The request had no cookie, or one with a value that your program never made.',
    hint: 'What does your program do when no session belongs to the value of the cookie?',
    read,
  },
  'refused-began': {
    title: 'A sign-in with a wrong password began or ended a session',
    why: 'Nobody signed in, so nothing may change: no new session for a stranger, and the one that '
      + 'the browser had stays.',
    hint: 'In which order does your program check the password, delete the old row and insert the '
      + 'new one?',
    read,
  },
  'id-kept': {
    title: "After a new sign-in, the browser's old cookie still works",
    why: 'Somebody may know the old one: a person who used this browser before, or who put their '
      + 'own cookie into it. They would now be signed in, too.',
    hint: 'What does a sign-in do with the session that the browser came with?',
    read: 'https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html',
  },
  'id-chosen': {
    title: 'A sign-in took over a value that the browser had sent',
    why: 'Somebody else can put a cookie into a browser and wait for its owner to sign in. This is '
      + 'called session fixation.',
    hint: 'Where does the value of the new cookie come from, when the request has a cookie?',
    read: 'https://owasp.org/www-community/attacks/Session_fixation',
  },
  'guessable-id': {
    title: 'The value of the cookie can be guessed',
    why: 'Anyone who sends the right value is signed in, and nobody notices a million tries.',
    hint: 'How many bits of the value are random, and where do they come from? A UUID has 122.',
    read,
  },
  'token-stored': {
    title: 'The file of the database has what is in the cookie',
    why: 'A copy of the file, a backup for example, then signs its thief in as everybody.',
    hint: 'What can you store instead, so that you still find the row when the cookie comes?',
    read,
  },
  'token-shown': {
    title: "The body of a response has the cookie's value or a password's hash in it",
    why: 'HttpOnly keeps the cookie from scripts, but they can read bodies. A hash helps anyone '
      + 'who guesses the password.',
    hint: 'Which members does your JSON have? Does it show a whole row, or the new token?',
    read,
  },
  'other-id-shown': {
    title: "GET /api/users/me shows another id than the user's",
    why: 'Programs keep this id to know people again. It is the id of the row in users.',
    hint: 'Two tables have a column named id. Which one does your statement select?',
    read: 'lesson:keys-and-joins',
  },
  'list-incomplete': {
    title: "A session isn't in its person's list, or has another agent there",
    why: "GET /api/sessions shows all of them, with the browser of each sign-in: one of them may "
      + "be a browser that this person forgot, or that isn't theirs.",
    hint: 'Which rows does your statement select, and is the User-Agent of the sign-in stored?',
    read,
  },
  'others-listed': {
    title: "The list shows other people's sessions",
    why: 'Everyone sees who else is signed in, with which browser, and when.',
    hint: 'Which column says whose a session is?',
    read,
  },
  'ended-listed': {
    title: 'The list shows a session that has ended',
    why: 'Its cookie lets nobody in any more. People would look for a browser that is signed out.',
    hint: 'Which conditions does the statement have that finds a session, and this one not?',
    read,
  },
  'listed-at-other-times': {
    title: 'The list shows another time than the table has',
    why: 'createdAt is the time of the sign-in, and seenAt of the last use. People look there for '
      + 'a use that was not theirs.',
    hint: 'Which column does each of the two come from, and in which unit or form?',
    read,
  },
  'current-not-marked': {
    title: "The list doesn't mark the current session, or marks another one",
    why: 'isCurrent tells a person which of the browsers is the one that they are looking at.',
    hint: 'Which session did the cookie of this request belong to?',
    read,
  },
  'not-ended-elsewhere': {
    title: 'A session that was ended from another browser still works',
    why: 'Somebody who lost their phone ends its session at home, and the finder is still let in.',
    hint: 'What did your program do with the row of this id?',
    read,
  },
  'others-ended': {
    title: 'A session was ended that was not to be ended',
    why: 'Ids are easy to count through. Nobody may end the session of somebody else.',
    hint: 'Does the statement compare only the id, or also whose the session is?',
    read: 'https://cheatsheetseries.owasp.org/cheatsheets/'
      + 'Insecure_Direct_Object_Reference_Prevention_Cheat_Sheet.html',
  },
  'wrong-status': {
    title: 'The status of a response says something else than what happened',
    why: 'A program that calls yours decides by the status what to do next.',
    hint: 'Look at the table in the lesson: which status belongs to this request?',
    read,
  },
  'server-blamed': {
    title: 'A request made the program fail with a 5xx',
    why: 'A 5xx says that the server has a bug. Clients send every kind of cookie and id.',
    hint: "Which line of your program throws, and what didn't it expect?",
    read: 'lesson:status-codes',
  },
} as const satisfies Record<string, Finding>
