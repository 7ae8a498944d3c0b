// The mistakes that the check of refresh tokens names.

import type { Finding } from '../../src/course/check/finding.ts'
import { neutralFindings } from '../35-passwords/neutralFindings.ts'
import { passwordFindings } from './passwordFindings.ts'

const read = 'lesson:refresh-tokens'

export const findings = {
  ...neutralFindings,
  ...passwordFindings,
  'server-blamed': {
    title: 'Your program responded with a status of 500 or more',
    why: 'These statuses say that the server is broken. A token that no longer works, or a body '
      + "that isn't as you expect, is a mistake of the client.",
    hint: 'Which error does your program print, and which line of your own does it name? If the '
      + 'database is locked: how does the transaction begin, before it reads?',
    read: 'RFC 9110, section 15.6',
  },
  'no-refresh-token': {
    title: 'A program that signed in with the right password did not get both tokens',
    why: 'POST /api/tokens has to respond with a 201 and JSON in which accessToken and '
      + 'refreshToken are texts, tokenType is Bearer and expiresIn is a number.',
    hint: 'Which status came back, and which members does the JSON have?',
    read,
  },
  'not-refreshed': {
    title: 'A good refresh token did not bring a new pair of tokens',
    why: 'It was never used, and its family is alive: POST /api/tokens/refresh has to respond with '
      + 'a 200 and JSON in which accessToken and refreshToken are texts, tokenType is Bearer and '
      + 'expiresIn is a number.',
    hint: 'Does your program find the token again by its hash? Which condition of its statement '
      + "isn't met?",
    read,
  },
  'not-rotated': {
    title: 'Refreshing gave the same refresh token back',
    why: 'When a token stays the same for weeks, nobody notices a second program that has it, too.',
    hint: 'Does each use make a new token, and store its hash?',
    read: 'RFC 9700, section 4.14.2',
  },
  'access-refused': {
    title: "A good access token wasn't accepted, or gave another user's account",
    why: 'It was made a moment ago, and nothing has ended its family since. Refreshing ends no '
      + 'access token.',
    hint: 'Which user and which family does this access token name? Decode its claims. Is '
      + 'expires_at of this family later than now?',
    read: 'lesson:jwt',
  },
  'may-be-kept': {
    title: 'A cache may keep a response with tokens',
    why: 'It would give them to the next one who asks for the same.',
    hint: 'Which Cache-Control do your two responses with tokens have?',
    read: 'RFC 6749, section 5.1',
  },
  guessable: {
    title: 'Refresh tokens can be guessed',
    why: 'Anyone who has one is let in, from everywhere. Ids, times and their hashes can be tried '
      + 'out one after the other; 256 random bits can not.',
    hint: 'Which function makes the token, and how many random bytes does it take?',
    read: 'RFC 6749, section 10.10',
  },
  'refresh-stored': {
    title: 'A refresh token is in the database file as it was given out',
    why: 'A copy of this file, from an old backup for example, would let its reader in.',
    hint: 'What do you need of a token to recognize it when it comes back?',
    read: 'lesson:sessions',
  },
  'not-in-tables': {
    title: "The tables token_families and refresh_tokens don't have what the last sign-in brought",
    why: 'What is only in memory is gone at the next start, and other copies of the program do not '
      + 'see it. Times are in milliseconds.',
    hint: 'Which rows does POST /api/tokens add, and which does POST /api/tokens/refresh?',
    read,
  },
  'replay-accepted': {
    title: 'A refresh token worked a second time',
    why: 'Two programs have it, and one of them is a thief. Now both stay signed in.',
    hint: 'Where does your program write that a token was used, and who reads it?',
    read: 'RFC 9700, section 4.14.2',
  },
  'family-survives': {
    title: 'After a used refresh token came back, its successor still worked',
    why: 'Perhaps the thief was first, and the successor is theirs. Nobody can tell, so the whole '
      + 'family ends, and the user signs in again.',
    hint: 'How does your program tell a token that was used from one that it never made? Which '
      + 'statements delete rows of refresh_tokens, and when? If your update finds no unused row, '
      + 'do you look again?',
    read: 'RFC 9700, section 4.14.2',
  },
  'access-outlives-family': {
    title: 'An access token was accepted whose family has ended',
    why: 'Its signature is good for a quarter of an hour. That is a long time for somebody who '
      + 'stole it.',
    hint: 'Does the access token name its family? Who asks whether there still is one?',
    read,
  },
  'others-ended': {
    title: 'A sign-in that had nothing to do with it was ended, too',
    why: "Somebody signed in elsewhere, or one program's token came back or was revoked, or "
      + 'another user changed a password, or a change was refused. All others stay signed in.',
    hint: 'Which of your deletes ran last, and which rows does its where clause reach?',
    read,
  },
  together: {
    title: 'A refresh token that somebody else was just using worked once more',
    why: 'Between looking whether it was used and writing that it is, another request can do the '
      + 'same: then there are two successors.',
    hint: 'Can one statement look and write? Its where clause says for which tokens.',
    read: 'lesson:transactions',
  },
  'expired-accepted': {
    title: 'A refresh token worked after its family had ended',
    why: 'A token that is forgotten in a backup must not let anybody in next year.',
    hint: 'Compare expires_at with the time of the request. Both are milliseconds.',
    read,
  },
  'lives-too-long': {
    title: 'A family lives for more than 90 days',
    why: 'At some point, the person should prove again who they are.',
    hint: 'What do you add to Date.now(), which is in milliseconds?',
    read,
  },
  'ended-too-early': {
    title: 'A family ends before its time',
    why: 'The program would ask for the password again and again. expires_at is 60 days from the '
      + 'sign-in, in milliseconds, and until then the tokens work.',
    hint: 'What do you compare with expires_at, and in which unit?',
    read,
  },
  'use-extends-end': {
    title: 'Using a refresh token moved the end of its family',
    why: 'Then it never ends, as long as somebody uses it: a thief, for example.',
    hint: 'Which statements write expires_at?',
    read,
  },
  'access-as-refresh': {
    title: "Something that isn't a refresh token brought new tokens",
    why: 'An access token is sent with each request, so more programs and logs get to see it. It '
      + 'must not be good for more than its quarter of an hour.',
    hint: 'Does the row of exactly this text have to be there, before anything is made?',
    read,
  },
  'refresh-as-access': {
    title: 'A refresh token was accepted as an access token',
    why: 'It is for one route alone, and used once. A program that sends it everywhere loses it.',
    hint: 'How does your program read Authorization: does it look into refresh_tokens?',
    read,
  },
  'wrong-refusal': {
    title: "A refresh token that isn't good didn't get a 401 with WWW-Authenticate",
    why: 'This status tells the program to ask for the password again. A 401 says with the header '
      + 'how to sign in; 400 and 403 will do, too.',
    hint: 'Which function makes the other 401s of your API?',
    read: 'RFC 9110, section 15.5.2',
  },
  'outlives-sign-out': {
    title: 'A token worked after its program had signed out',
    why: 'People sign out because somebody else will use the machine, or because they lost it.',
    hint: 'What does your handler of POST /api/tokens/revoke delete: a token, or its family? What '
      + 'if the token was used before?',
    read: 'RFC 7009, section 2.1',
  },
  'revoke-refused': {
    title: 'A program that signed out got an error',
    why: 'The response is the same for every token, also for one that is unknown or has ended: it '
      + 'does not work any longer, and that is what the program wanted.',
    hint: 'What does your handler do when it finds no row? Does it ask for more than the token?',
    read: 'RFC 7009, section 2.2',
  },
} as const satisfies Record<string, Finding>
