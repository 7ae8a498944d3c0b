// The mistakes that the check of limits names.

import type { Finding } from '../../src/course/check/finding.ts'
import { neutralFindings } from '../35-passwords/neutralFindings.ts'
import { bucketFindings } from './bucketFindings.ts'

const read = 'lesson:limits'

export const findings = {
  ...neutralFindings,
  ...bucketFindings,
  'no-limit': {
    title: 'More than ten passwords could be tried at an account, one after the other',
    why: 'Anyone with a list of common passwords gets in sooner or later. After 10 wrong passwords '
      + 'there has to be a 429, also on your own machine.',
    hint: 'Which line of your program counts the tries, and is it reached for each of them?',
    read,
  },
  'right-password-passes': {
    title: 'The tries at an account were used up, and the right password still got in',
    why: 'Then a limit stops nobody: the guessing goes on until one of them works. A 429 '
      + "has to come before your program looks at the password, and mustn't sign anybody in.",
    hint: 'Where do you take a token: before the hash, or only after a wrong password?',
    read,
  },
  'other-way-in': {
    title: 'The tries at an account were used up, and another way to try a password was open',
    why: 'POST /api/sessions, POST /api/tokens, Basic, the form of /login and the current password '
      + 'of PUT /api/users/me/password all tell whether a password is right.',
    hint: 'Does each of them call the function that counts?',
    read,
  },
  'other-spelling': {
    title: 'Another spelling of the same email address had new tries',
    why: "It's the same account. There are thousands of spellings of an address, and each one "
      + 'would have a limit of its own.',
    hint: 'Is the name of the bucket made of the text that you look for in the table of users? '
      + 'That one is in lower case.',
    read,
  },
  'unknown-not-limited': {
    title: 'For an address without an account, the limit was another one, or said so',
    why: 'Anyone could find out who has an account here: by counting how many tries they get, or '
      + 'by comparing the two responses.',
    hint: 'Count by the address that was typed, whether there is such a user or not.',
    read,
  },
  'many-addresses': {
    title: 'Guesses at one account from several IP addresses were not limited together',
    why: 'It costs little to send from thousands of addresses. All clients that have never signed '
      + 'in to this account share its tries, even if they have signed in to another one.',
    hint: 'Which names do the buckets have? Is a client remembered for one account, or for all?',
    read,
  },
  'counted-after-hash': {
    title: 'Of many guesses that came at the same time, too many were let through',
    why: 'A hash takes a while: what is counted after it is counted too late. And between reading '
      + 'and writing, another copy of the program may take the same token.',
    hint: 'Take the token before the password is looked at, in one statement and without an await '
      + 'between reading and writing.',
    read,
  },
  'owner-locked-out': {
    title: "Strangers used up the tries at an account, and its owner couldn't get in",
    why: 'Anyone could keep anyone out, by sending ten wrong passwords. A client that has signed '
      + 'in to the account before has tries of its own. Sessions, tokens and keys work as before.',
    hint: 'Which bucket does the owner take from? Does each way to sign in remember the client, '
      + 'by the name that clientOf gives it?',
    read,
  },
  'known-not-limited': {
    title: 'A client that has signed in before could try more than ten passwords',
    why: 'Somebody else in the same network has the same IP address. Known clients need a limit, '
      + 'too: 10 tries of their own.',
    hint: 'Do you skip the limit for a known client? Which bucket does it take from when its own '
      + 'is empty?',
    read,
  },
  'success-not-forgiven': {
    title: 'The right password did not give a client its tries back',
    why: 'People mistype. Someone who signs in several times a day would be locked out in the end.',
    hint: 'What do you do with the bucket of this client when the password was right?',
    read,
  },
  'others-forgiven': {
    title: 'Somebody signed in to one account, and there were new tries at another one',
    why: 'An attacker has an account, too. Between the guesses they would sign in to their own.',
    hint: 'Which rows does the right password change?',
    read,
  },
  'address-chosen': {
    title: 'A client chose its IP address, and the program believed it',
    why: 'Anyone can send these headers. Only the entry of X-Forwarded-For that TRUSTED_HOPS '
      + 'points at was written by your own proxy.',
    hint: 'Where does this limit get the address from? Lesson 34 has clientOf.',
    read: 'lesson:share-it',
  },
  'lost-at-restart': {
    title: 'The program was started again, and had forgotten a limit or a known client',
    why: 'Programs are restarted all the time, and attackers can wait for it. What counts has to '
      + 'be in the database.',
    hint: 'Is it in a variable, or does something delete the rows when the program starts?',
    read,
  },
  'address-stored': {
    title: 'The IP address of a client is in the database',
    why: 'It says where people were. A limit only has to compare addresses, and for that a hash '
      + 'is enough.',
    hint: 'Which text is in the key of a bucket, and in the list of known clients? limitChanges '
      + 'puts an address into a name, too.',
    read,
  },
  'wrong-refusal': {
    title: 'A try that has to wait got another status than 429',
    why: 'The try was refused, as it should be. But programs and people have to learn that they '
      + "should wait. A wrong password or a missing permission isn't the reason.",
    hint: 'Which line of your program made this status? The page of /login passes it on.',
    read,
  },
  'browser-dialog': {
    title: "The page of /login makes browsers ask for the password with a dialog of their own",
    why: 'They do so for a 401 whose WWW-Authenticate names Basic. Nobody sees your page then, and '
      + 'what is typed into the dialog is sent with every request from then on.',
    hint: 'Which headers of the error does this page pass on? It needs Retry-After, and no other.',
    read: 'lesson:basic-and-api-keys',
  },
  'server-blamed': {
    title: 'A request made the program fail with a status of 500 or more',
    why: 'A good request gets a 2xx, and a bad one a status from 400 to 499. A 500 means that your '
      + 'program has thrown an error.',
    hint: 'What did your program print? Which value of the request reached which function?',
    read,
  },
} as const satisfies Record<string, Finding>
