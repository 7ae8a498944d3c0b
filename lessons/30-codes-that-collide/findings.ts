// The mistakes that the check of the second lesson of the shortener names.

import type { Tools } from '../../src/course/check/check.ts'
import { neutralFindings } from '../29-create-and-redirect/neutralFindings.ts'

export type SlugTools = Tools<keyof typeof findings>

export const findings = {
  ...neutralFindings,
  'made-of-the-target': {
    title: 'The same target, sent twice, did not get two slugs',
    why: 'Each POST makes a link of its own, with its own clicks. And a slug that is a hash of the '
      + 'target can be computed by anyone who knows the target.',
    hint: 'What is your slug made of? Does the target play a part in it?',
    read: 'lesson:codes-that-collide',
  },
  'look-alikes': {
    title: 'A random slug has a character in it that looks like another',
    why: 'People read slugs aloud and type them from paper. 0 and o look alike, and so do 1, i and '
      + 'l, above all in capitals.',
    hint: 'Which characters does your alphabet have? Look for each of the five.',
    read: 'lesson:codes-that-collide',
  },
  'wrong-characters': {
    title: 'A random slug has other characters than lower-case letters and digits',
    why: 'Slugs are stored in lower case, and case makes no difference. Slugs that '
      + 'differ only in case collide, and hyphens get lost at the end of a line.',
    hint: 'Which characters does your encoding use? base64url has 64, with capitals, - and _.',
    read: 'lesson:codes-that-collide',
  },
  'too-short': {
    title: 'A random slug has fewer than seven characters',
    why: 'With an alphabet of 28, there are 13 billion slugs of seven characters. Of four '
      + 'characters there are only 600,000, and somebody can try all of them in an hour.',
    hint: 'How long are your slugs, at the least? A number without leading zeros can be short.',
    read: 'lesson:codes-that-collide',
  },
  guessable: {
    title: 'Random slugs have too much in common, so the next one can be guessed',
    why: 'Anyone who makes a link can try the ones before and after it, and read what others have '
      + 'shared. At least seven characters must be random.',
    hint: 'Is a counter or the time a part of the slug? Which function gives unpredictable bytes?',
    read: 'lesson:codes-that-collide',
  },
  'same-sequence': {
    title: 'After a new start with an empty database, the first random slug was the same again',
    why: 'The check sent the same target to the new database. Anyone who knows how your program '
      + 'computes a slug can compute it, too.',
    hint: 'What are your slugs computed from: a counter, the id, the target, a fixed seed? Which '
      + 'function of node:crypto gives unpredictable bytes?',
    read: 'lesson:codes-that-collide',
  },
  'few-characters': {
    title: 'Random slugs are made of only a few different characters',
    why: 'Seven hexadecimal digits have 268 million values, and seven of 28 characters have fifty '
      + 'times as many. Fewer values mean more collisions, and easier guesses.',
    hint: 'How many characters does your alphabet have, and does your code reach all of them?',
    read: 'lesson:codes-that-collide',
  },
  uneven: {
    title: 'One character is far more frequent in random slugs than the others',
    why: 'Slugs with this character are tried first by anyone who guesses, and collide more often.',
    hint: 'What do you do with a value that does not fit your alphabet: replace it, or take '
      + 'another value?',
    read: 'lesson:codes-that-collide',
  },
  'gives-up': {
    title: 'The database said that a random slug is taken, and no link was made',
    why: 'The client did nothing wrong: it asked for any slug. Random slugs collide sooner than '
      + 'most people expect.',
    hint: 'What does your program do when the insert says that the slug is there already?',
    read: 'lesson:codes-that-collide',
  },
  'never-longer': {
    title: 'When all slugs of the usual length were taken, no link was made',
    why: 'The fuller the table gets, the more tries are needed. A longer slug is probably free.',
    hint: 'After five tries in vain, what can your program change about the slug?',
    read: 'lesson:codes-that-collide',
  },
  'good-name-refused': {
    title: 'A good name was refused',
    why: 'A name has 3 to 50 letters, digits, hyphens and underscores, and begins and ends with a '
      + 'letter or a digit. Chosen names may contain 0, o, 1, i and l, and a reserved name with '
      + 'something after it.',
    hint: 'Which of these rules does your pattern break? Does it apply the rules for random slugs '
      + 'to names?',
    read: 'lesson:codes-that-collide',
  },
  'name-not-given': {
    title: 'The link did not get the name that was chosen, in lower case',
    why: 'Somebody prints this name on a poster. It has to be the slug in the JSON and in the '
      + 'table. If it is taken, no other slug will do.',
    hint: 'Which slug does your program insert, and which one does it send back?',
    read: 'lesson:codes-that-collide',
  },
  'miss-remembered': {
    title: 'A name got a 404 before its link was made, and still gets one afterwards',
    why: 'Someone tried the link a moment too early. From the 201 on, everybody has to be sent to '
      + 'its target.',
    hint: 'Does your program remember what it did not find? What makes it forget that?',
    read: 'lesson:create-and-redirect',
  },
  wildcard: {
    title: 'An underscore in a slug found a link with another letter in its place',
    why: 'LIKE takes _ for any character and % for any text. A visitor gets to a target that is '
      + 'not the one of this link.',
    hint: 'Which operator compares the slug in your statement? How else can case be ignored?',
    read: 'lesson:sql-injection',
  },
  'case-matters': {
    title: 'The same name in another case was taken for another name',
    why: 'Nobody hears capitals when a link is read aloud, so two links that differ only in case '
      + 'would be mixed up.',
    hint: 'In which case is a slug stored, and is what comes from the path put into the same case?',
    read: 'lesson:codes-that-collide',
  },
  'taken-twice': {
    title: 'A slug that was taken was given to a second link',
    why: 'Two people believe that the slug is theirs, and the visitors of one of them land on the '
      + 'target of the other.',
    hint: 'What decides whether a slug is free, and can anything happen between that and the '
      + 'insert? What does your insert do with a slug that is there, and do you look at its '
      + 'result?',
    read: 'lesson:keys-and-joins',
  },
  overwritten: {
    title: 'A name leads to another target than that of the link that has it',
    why: 'Someone chose the name first and got a 201 for it. A request that comes later must not '
      + 'change where it leads.',
    hint: 'What does your insert do with a slug that is there: replace or update the row?',
    read: 'lesson:keys-and-joins',
  },
  'not-409': {
    title: 'A name that is taken was refused with another status than 409',
    why: '409 says that the request is fine, but conflicts with what is there. The client can then '
      + 'choose another name.',
    hint: 'Which status does your program send when the insert finds the slug taken?',
    read: 'RFC 9110, section 15.5.10',
  },
  'conflict-is-500': {
    title: 'A name that is taken got a 5xx',
    why: 'A 5xx says that your server failed. A 409 tells the client to choose another name.',
    hint: 'Who catches the error of the unique column, and what becomes of it?',
    read: 'RFC 9110, section 15.5.10',
  },
  'looked-first': {
    title: 'Another program took the name while your insert waited, and the response was not 409',
    why: 'The name looks free until the other program commits, and the insert finds it taken. With '
      + 'two copies of the program, this can happen any day.',
    hint: 'Which statement decides whether the name is free? If your program printed that the '
      + 'database is locked: how long does it wait?',
    read: 'lesson:transactions',
  },
  'not-a-conflict': {
    title: 'The insert failed for another reason than a taken slug, and the response was not a 5xx',
    why: 'The check made every insert fail with an error. A 409 would send the client on a search '
      + 'for a free name, while your database is broken.',
    hint: 'Which errors does your catch take for a slug that is taken? Can the insert tell you '
      + 'without an error?',
    read: 'lesson:codes-that-collide',
  },
  'bad-name-accepted': {
    title: 'A name was accepted that cannot be a slug',
    why: 'A name has 3 to 50 letters from a to z, digits, hyphens and underscores, and begins and '
      + 'ends with a letter or a digit. Other names need encoding in a path, or look like another.',
    hint: 'Does your pattern cover the whole text, from its first to its last character? In some '
      + 'languages, $ also matches before a line break. Is it a string at all?',
    read: 'lesson:codes-that-collide',
  },
  'reserved-name-accepted': {
    title: 'A reserved name was given to a link',
    why: 'The path belongs to this program, now or in a later lesson. The link would never be '
      + 'reached, or it would hide the page.',
    hint: 'Is the name compared with the list before or after it is put into lower case?',
    read: 'lesson:codes-that-collide',
  },
  'stored-after-refusal': {
    title: 'A name was refused, and a link was stored all the same',
    why: 'A client that gets a 4xx corrects its request and sends it again. Then there are two '
      + 'links.',
    hint: 'In which order does your program check the name and insert the row?',
    read: 'lesson:status-codes',
  },
  'wrong-refusal': {
    title: 'A name that cannot be used was refused with a status that means something else',
    why: '422 says that the body could be read and contains a value that cannot be used.',
    hint: 'Which line of your program refuses the name, and with which status?',
    read: 'RFC 9110, section 15.5.21',
  },
  'server-blamed': {
    title: 'A name that cannot be used got a 5xx',
    why: 'A 5xx says that your server failed, but the mistake is in the request.',
    hint: 'Is the name a text when your program calls a method of it? JSON has other types.',
    read: 'RFC 9110, section 15.6',
  },
} as const
