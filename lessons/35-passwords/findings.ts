// The mistakes that the check of passwords names.

import type { Finding } from '../../src/course/check/finding.ts'
import { oldFileFinding } from '../33-the-page/oldFile.ts'
import { neutralFindings } from './neutralFindings.ts'

const read = 'lesson:passwords'
const owasp = 'https://cheatsheetseries.owasp.org/cheatsheets/'
const storage = `${owasp}Password_Storage_Cheat_Sheet.html`
const signIn = `${owasp}Authentication_Cheat_Sheet.html`

export const findings = {
  'old-file-broken': oldFileFinding,
  'account-not-made': neutralFindings['account-not-made'],
  'right-password-refused': {
    title: 'The right password was refused',
    why: 'The account was made a moment ago with exactly this password, so its owner is locked '
      + 'out.',
    hint: 'Does your program do the same to the password at sign-up and at sign-in, with the same '
      + 'salt and parameters?',
    read,
  },
  'address-case': {
    title: 'An address in capital letters is another address for your program',
    why: 'People write their own address in one way today and in another way tomorrow, and '
      + "phones begin it with a capital letter. It's stored in lower case, and any spelling signs "
      + 'in.',
    hint: 'Which functions get an address from outside? Where does each one change its case?',
    read,
  },
  'wrong-password-accepted': {
    title: 'Someone signed in with a wrong password, or with the address of nobody',
    why: 'A session belongs to the owner of an address, who proves it with the password: both have '
      + 'to fit exactly.',
    hint: 'What do your query and your comparison find for these two texts? A promise that nobody '
      + 'awaits counts as true.',
    read,
  },
  'wrong-refusal': {
    title: 'A refusal came with another status than the one for it',
    why: 'A program decides by the status what to do next: after a 401 it asks for the password '
      + "again, after a 422 it shows what's wrong with the fields.",
    hint: 'Which line refused this request, and which status did it choose?',
    read: 'RFC 9110, section 15.5',
  },
  'reveals-account': {
    title: 'The response to a sign-in tells whether the address has an account',
    why: 'With a list of addresses, anyone can then find out who your users are, and which '
      + 'passwords are worth guessing.',
    hint: 'Compare the two responses that are named below: what differs?',
    read: signIn,
  },
  'reveals-by-time': {
    title: 'The time of a sign-in tells whether the address has an account',
    why: 'A hash takes a quarter of a second. When an unknown address is refused at once, a '
      + "stopwatch tells what the response doesn't.",
    hint: 'What does your program hash when it finds no user?',
    read: signIn,
  },
  'server-blamed': {
    title: 'Something that a client sent got a status of 500 or more',
    why: 'A 5xx means that your program is broken. Here, the client was wrong, or only asked for '
      + 'what it may have.',
    hint: 'Which line threw the error, and what did it expect?',
    read: 'RFC 9110, section 15.6',
  },
  'password-shown': {
    title: 'A password, or what is stored of it, was sent back or printed',
    why: 'Responses and logs are kept in places that are guarded less well than your database.',
    hint: 'Which object do you turn into JSON or print, and which members does it have?',
    read: `${owasp}Logging_Cheat_Sheet.html`,
  },
  'plain-text': {
    title: 'A password itself is in the database file',
    why: 'Anyone who sees the file, or a backup of it, can sign in as the user, here and wherever '
      + 'else this password is used. Base64 and hex are only other ways to write it, and a wrong '
      + 'password is often the right one with a typo.',
    hint: 'Which values does your program store at a sign-up, and at a sign-in that fails?',
    read: storage,
  },
  'fast-hash': {
    title: 'The password is stored as a fast hash',
    why: 'A graphics card computes billions of these hashes in a second, and so tries all '
      + 'passwords that people choose. A salt makes no difference to that.',
    hint: 'Which function made the stored text? What makes scrypt slow?',
    read: storage,
  },
  'wrong-form': {
    title: 'The stored hash does not have the form that the lesson asks for',
    why: 'In this form, the text itself says how it was made. So the parameters can be raised '
      + 'later, and other programs can read it.',
    hint: 'Compare the text with the form: the dollars, the order, the Base64 without =, a salt of '
      + 'at least 16 bytes, a key of at least 32.',
    read,
  },
  'one-salt': {
    title: 'Two accounts have the same salt',
    why: 'Two users with the same password then have the same hash, and an attacker tries each '
      + 'guess for all of them at once.',
    hint: 'How often does your program make a salt? Where does it come from?',
    read: storage,
  },
  'salt-not-random': {
    title: 'A salt is not made of random bytes',
    why: 'When a salt can be foreseen, a thief can hash guesses with it long before the theft, and '
      + 'two sites can have the same salt for one user.',
    hint: 'What is the salt made of: randomBytes, or something that others know or can compute?',
    read: storage,
  },
  'key-not-compared': {
    title: 'A password signed in although its key differs from the stored one in the last byte',
    why: 'The check changed the stored key after earlier sign-ins. At each sign-in, all its bytes '
      + 'decide.',
    hint: 'Which parts of the two keys does your program compare? Does it remember who signed in '
      + 'before?',
    read,
  },
  'wrong-row': {
    title: 'The id or the time of a new account is not right',
    why: 'The id in the response is the one in the table, and created_at is the moment of the '
      + 'sign-up in milliseconds: other parts of your program will rely on both.',
    hint: 'Where does each of the two values come from? Date.now() counts milliseconds.',
    read,
  },
  'mixed-up': {
    title: 'Requests that came at the same moment got in each other\'s way',
    why: 'While one request waits for its hash, others run. What a request needs after the wait '
      + 'must belong to this request alone.',
    hint: 'Which variables outside the handler does it set before an await, and read after it?',
    read: 'https://nodejs.org/en/learn/asynchronous-work/dont-block-the-event-loop',
  },
  'cost-ignored': {
    title: 'The stored hash was made with another cost than PASSWORD_COST says',
    why: 'Machines get faster. The cost is a setting, so that it can be raised without a new '
      + 'program; and the checks of this course set it low, to be quick.',
    hint: 'PASSWORD_COST is ln, the exponent. Which number does scrypt get, and which is stored?',
    read,
  },
  'wrong-hash': {
    title: 'With the stored salt and parameters, scrypt makes another key of this password',
    why: 'The stored text has to say how its key was made. This one says something else, so no '
      + 'other program can check it, nor can yours after its next change.',
    hint: 'Does scrypt get the salt as the bytes that you store, or as their text? All three '
      + 'parameters? The password exactly as it came?',
    read: 'RFC 7914, section 6',
  },
  'table-not-read': {
    title: 'The hash in the table does not decide who signs in',
    why: 'The check wrote the hash of a new password there, in the form of your own. Another copy '
      + 'of your program could have done that, too. The new password was refused.',
    hint: 'Where does a sign-in get the hash from: the table, or a variable of the program?',
    read,
  },
  'parameters-not-read': {
    title: 'A stored hash with other parameters was not understood',
    why: 'The check stored one with another ln, r, p and a longer salt. After you raise the cost, '
      + 'old users still have old hashes, and must be able to sign in.',
    hint: 'Which parameters does your program use to check a password? Where are they written?',
    read,
  },
  'password-trimmed': {
    title: 'A password that is only similar to the right one signed in',
    why: 'Spaces, capitals and accents make a password harder to guess. A program that changes '
      + 'them before it hashes throws that away.',
    hint: 'What happens to the password between the JSON and scrypt?',
    read: 'https://pages.nist.gov/800-63-4/sp800-63b.html#passwordver',
  },
  'password-cut': {
    title: 'Only the beginning of a long password counts',
    why: 'The last character was another one, and it signed in all the same. bcrypt cuts at 72 '
      + 'bytes; scrypt has no such limit.',
    hint: 'Which function shortens the text before it is hashed?',
    read: storage,
  },
  'short-accepted': {
    title: 'A password of fewer than 8 characters was accepted',
    why: 'All of these can be tried, even against a slow hash. An emoji counts as one character: '
      + 'length says 2 for it.',
    hint: 'What does your program count: characters, or the units of length?',
    read: 'https://pages.nist.gov/800-63-4/sp800-63b.html#passwordver',
  },
  'long-refused': {
    title: 'A password of 1,024 bytes was refused',
    why: "A password manager's password, or a whole sentence, is longer than most limits allow.",
    hint: 'Which is the most that your program accepts, and does it count bytes?',
    read: 'https://pages.nist.gov/800-63-4/sp800-63b.html#passwordver',
  },
  'too-long-accepted': {
    title: 'A password of more than 1,024 bytes was accepted',
    why: 'Without a limit, anyone can make your program hash megabytes. What matters is the bytes: '
      + 'a character can have up to four.',
    hint: 'What does your program count: bytes, or characters?',
    read: signIn,
  },
  'bad-value-accepted': {
    title: 'A request without a proper address or password was accepted',
    why: "Nobody gets a mail at such an address, and a password that isn't a text becomes a text "
      + 'that its owner never typed.',
    hint: 'Which types and forms does your program check before it uses the two members?',
    read: 'lesson:reading-a-body',
  },
  'account-overwritten': {
    title: 'A sign-up for an address that has an account changed the account',
    why: 'Anyone who knows an address could give its account another password, and sign in.',
    hint: 'What does your insert do when the address is already in the table?',
    read: 'lesson:codes-that-collide',
  },
  'address-twice': {
    title: 'Two sign-ups with one address both got an account',
    why: 'Which one signs in, and whose password is right? Capital letters make no difference, and '
      + 'two sign-ups can come at the same moment.',
    hint: 'Who decides that an address is free: your program, or the database?',
    read: 'lesson:codes-that-collide',
  },
  'lost-at-restart': {
    title: "After a restart, an account's password was refused",
    why: 'Every program is restarted at some point. What its users have to know for years must be '
      + 'in the file.',
    hint: 'What does your program do to its tables at a start? What does it only keep in memory?',
    read,
  },
  'weak-default': {
    title: 'Without PASSWORD_COST, a hash is cheaper than OWASP recommends',
    why: 'Most people never change a setting, so the default has to be a good one: for r=8, ln and '
      + 'p of at least 17 and 1, 16 and 2, 15 and 3, 14 and 5, or 13 and 10.',
    hint: 'Which parameters does your program choose when the variable is not set or empty?',
    read: storage,
  },
  'everyone-waits': {
    title: 'While your program hashes a password, nobody else gets a response',
    why: 'A hash takes a quarter of a second. A handful of sign-ins would stop the whole site.',
    hint: 'Which variant of scrypt runs on a thread of its own?',
    read: 'https://nodejs.org/en/learn/asynchronous-work/dont-block-the-event-loop',
  },
} as const satisfies Record<string, Finding>
