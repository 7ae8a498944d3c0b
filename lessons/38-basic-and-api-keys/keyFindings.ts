// The mistakes with API keys that the check names.

import type { Finding } from '../../src/course/check/finding.ts'

const read = 'lesson:basic-and-api-keys'

export const keyFindings = {
  'key-not-made': {
    title: 'A user who is signed in could not make a key',
    why: 'POST /api/keys with a name and scopes has to respond with a 201 and JSON with all six '
      + 'members, and there has to be a row of the table api_keys with this name.',
    hint: 'Which status and body came back, and which line of your program made them?',
    read,
  },
  'wrong-times': {
    title: "A key's times aren't as in its row, or its row doesn't have milliseconds",
    why: 'Programs in all languages read createdAt and expiresAt. A time in the format of one '
      + 'country may be unreadable to them, or mean another time.',
    hint: 'Compare both with created_at and expires_at in the row, which are milliseconds. '
      + 'toISOString() writes ISO 8601.',
    read: 'lesson:sessions',
  },
  'key-refused': {
    title: 'A good key was refused for something that it is for',
    why: 'It was made with this scope, and has neither been revoked nor expired.',
    hint: 'Does your program find the key again by its hash? Does it read all of its scopes?',
    read,
  },
  'key-guessable': {
    title: 'Keys have fewer than 256 random bits',
    why: 'Anyone who has a key is let in, from everywhere. And they can guess as often as they '
      + 'like.',
    hint: 'How many random bytes does your program take, and from which function?',
    read: 'lesson:sessions',
  },
  'key-stored': {
    title: 'A key is in the database file as it was given out',
    why: 'A copy of this file, from an old backup for example, would be a list of keys that work.',
    hint: 'What do you need of a key to recognize it when it comes back?',
    read: 'lesson:sessions',
  },
  'key-shown-again': {
    title: 'The list of keys shows a key, or what is stored of it',
    why: 'A key is shown once, when it is made. Anyone who could read it later could use it.',
    hint: 'Which columns does the statement behind GET /api/keys select?',
    read,
  },
  'key-in-url': {
    title: 'A key in the URL was accepted',
    why: 'URLs are in the logs of servers and proxies, in the history of browsers and in Referer. '
      + 'Credentials belong in Authorization.',
    hint: 'Where does your program look for a key besides the header?',
    read: 'RFC 6750, section 5.3',
  },
  'revoked-accepted': {
    title: 'A revoked key was accepted',
    why: 'Its user revokes a key because somebody else may have it.',
    hint: 'Does your program ask the database at each request, or a copy in its memory?',
    read,
  },
  'expired-accepted': {
    title: 'A key was accepted after its end',
    why: 'Keys are forgotten in scripts and backups. An end makes those worthless.',
    hint: 'Compare expires_at with the time of the request. Both are milliseconds.',
    read,
  },
  'days-ignored': {
    title: "A key doesn't end when days says, or was made with a bad value of it",
    why: 'days is a whole number from 1 to 3,650, and expires_at is that many days from now. '
      + 'Without it, or with null, the key never ends. Other values are refused.',
    hint: 'Compare the request with the row of the key: which value has expires_at?',
    read,
  },
  'scope-unknown-accepted': {
    title: "A key was made with scopes that aren't a list of known ones",
    why: 'A misspelled scope would be found out later, by a program that may not do its work. And '
      + 'a word that means nothing today may mean something next year.',
    hint: 'Is it a list, is there anything in it, and is every single word a known scope?',
    read,
  },
  'scope-ignored': {
    title: "A key without the scope that a route asks for didn't get a 403",
    why: "A program's key is for what the program does. When it's stolen, nothing else is lost. "
      + 'The 403 says that the key is good, and still may not do this.',
    hint: 'Does each route name the scope that it asks for? A 401 would mean that the key is '
      + 'unknown.',
    read: 'RFC 6750, section 3.1',
  },
  'key-makes-keys': {
    title: 'A key made another key',
    why: 'A stolen key could make itself a successor before it is revoked, with more scopes or '
      + 'without an end.',
    hint: 'How does the handler know whether the user signed in, or sent a key?',
    read,
  },
  'others-key-revoked': {
    title: "Revoking a key that a user doesn't have got no 404, or revoked a key",
    why: "Ids are easy to guess. For this user, other people's keys don't exist: 404, as for an id "
      + 'that no key has.',
    hint: 'Does the statement look at the user, and does the handler look at what it changed? What '
      + 'does it make of an id that is not a number?',
    read,
  },
} as const satisfies Record<string, Finding>
