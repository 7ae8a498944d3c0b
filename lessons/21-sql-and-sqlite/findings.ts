// The mistakes that this lesson knows: in what the program says over HTTP, and in what it keeps.

import type { Finding } from '../../src/course/check/finding.ts'
import { fileFindings } from './fileFindings.ts'

export type Id = keyof typeof findings

export const findings = {
  'not-stored': {
    title: "A note wasn't stored: the POST didn't get the status 201",
    why: 'Any text that is not empty can be a note, with any whole number from 1 to 1000 as its '
      + 'priority.',
    hint: 'What does your program print when you send this request? Which line refuses the note?',
    read: 'RFC 9110, section 15.3.2',
  },
  'request-fails': {
    title: 'Your program failed: a correct request got a 5xx',
    why: 'An error in a statement, or in the code around it, ends the request. Your program prints '
      + 'what went wrong.',
    hint: 'What does your program print? Is a table or a column missing, or a value for a '
      + 'placeholder, or a variable that you removed?',
    read: 'lesson:sql-and-sqlite',
  },
  'wrong-note': {
    title: "A note was stored, and the response to the POST or to a GET isn't this note",
    why: 'A client that stores a note gets it back with its id, and finds it by this id later.',
    hint: 'Is the id in your response the id of the row? What does run return?',
    read: 'lesson:sql-and-sqlite',
  },
  'no-list': {
    title: "GET /notes didn't get a JSON array of notes",
    why: 'The list has all notes, each with its id, its text and its priority.',
    hint: 'What does the method return that you call on the statement: one row, or all of them?',
    read: 'lesson:sql-and-sqlite',
  },
  'list-incomplete': {
    title: 'A note that was stored is missing in the list',
    why: 'GET /notes shows every note.',
    hint: 'Does your statement have a condition or a limit, and does each note become a new row?',
    read: 'lesson:sql-and-sqlite',
  },
  'wrong-order': {
    title: "The list isn't in order: the highest priority first, of equals the oldest first",
    why: 'Without an order by, a database may return rows in any order. The same is true of rows '
      + 'with the same priority, unless a second column decides.',
    hint: 'Which columns does your order by name, and which of them is descending?',
    read: 'https://www.sqlite.org/lang_select.html#orderby',
  },
  'ordered-as-text': {
    title: 'The priorities are in the order of text: 9 before 100',
    why: 'Text is compared character by character, and 9 comes after 1. Numbers must be stored and '
      + 'compared as numbers.',
    hint: 'Which type does the column have, and what do you pass to run: a number, or text?',
    read: 'https://www.sqlite.org/datatype3.html',
  },
  'type-changed': {
    title: 'A number came back as text, or a text as a number',
    why: 'For a client, 3 and "3" are two different values, and so are the texts 007 and 7.',
    hint: 'Which type does each column have? Where does your program make text of a number?',
    read: 'lesson:sql-and-sqlite',
  },
  'text-breaks-statement': {
    title: 'A plain note was stored, and your program failed at one with quotes or odd characters',
    why: 'A quote in the text of a note ends the text in a statement that was put together with '
      + '+ or ${…}. As a parameter, any text is only a value.',
    hint: 'What does your program print? Is the text of the note a part of the statement?',
    read: 'lesson:sql-and-sqlite',
  },
  'text-changed': {
    title: "A note didn't come back as it was sent",
    why: 'Quotes, line breaks, spaces, zeros and emoji belong to the text. A database keeps them, '
      + 'and has no limit that matters here.',
    hint: 'What does your program do to the text on its way into the table, and out of it?',
    read: 'lesson:sql-and-sqlite',
  },
  'bad-note-accepted': {
    title: "A body that isn't a note was accepted, or refused and stored all the same",
    why: 'A text is a string that is not empty, and a priority is a whole number from 1 to 1000. '
      + 'Neither "3" nor true nor 1.5 is one. After a 4xx, nothing may have changed.',
    hint: 'Does readDraft still decide what a note is, before the row is added?',
    read: 'lesson:status-codes',
  },
  'server-blamed': {
    title: 'The client asked for something wrong, and your program sent a 5xx',
    why: '5xx says that the server failed, so that the client may try again later. The same '
      + 'request will be just as wrong then.',
    hint: 'What does your program print? Which line expects a row that is not there, or takes any '
      + 'text for an id?',
    read: 'RFC 9110, section 15.5',
  },
  'missing-404': {
    title: "A note that isn't there didn't get a 404",
    why: 'Only a 404 tells a client that there is no such note, or that it had been removed '
      + 'before.',
    hint: 'What do get and run return if no row has the id?',
    read: 'RFC 9110, section 15.5.5',
  },
  'remove-refused': {
    title: "A DELETE for a note that was there didn't get a 2xx",
    why: 'The response tells the client whether the note is gone now. A 404 says that there never '
      + 'was one.',
    hint: 'Which id does your delete get? What does run return when one row was removed, and when '
      + 'does removeNote give true?',
    read: 'lesson:sql-and-sqlite',
  },
  'not-removed': {
    title: 'A note that was removed is still there',
    why: 'After the response to the DELETE, nobody finds the note any more.',
    hint: 'Does your statement remove the row, and which value does it get for the id?',
    read: 'RFC 9110, section 9.3.5',
  },
  'body-after-204': {
    title: 'A 204 has a body',
    why: 'A 204 never has a body. On a connection that stays open, a client takes what comes after '
      + 'its head for the next response.',
    hint: 'Which line sends the body, and which status does it go with?',
    read: 'RFC 9110, section 15.3.5',
  },
  'others-changed': {
    title: 'One note was removed, and another one is gone or changed too',
    why: 'Without a where, delete removes all rows of the table. With a wrong one, it removes '
      + 'others.',
    hint: 'Which rows does the condition of your delete match?',
    read: 'https://www.sqlite.org/lang_delete.html',
  },
  'id-reused': {
    title: 'A new note got the id of a note that was removed',
    why: 'Anyone who still has the old id, in a bookmark or on paper, now finds another note, or '
      + 'removes it.',
    hint: 'Who chooses the id: the table, with autoincrement, or your program?',
    read: 'https://www.sqlite.org/autoinc.html',
  },
  'failed-at-once': {
    title: 'Several notes were sent at once, and not all of them were stored',
    why: 'If a program looks for a free id and uses it a moment later, another request can do the '
      + 'same in between. With several connections, only one of them writes at a time.',
    hint: 'Who chooses the id: the table, or your program? What does your program print?',
    read: 'https://www.sqlite.org/autoinc.html',
  },
  'mixed-up-at-once': {
    title: "Notes were sent at once, and a response has the id or the text of another one",
    why: 'During an await, other requests run. Then the newest row can be theirs, and so can the '
      + 'value of a variable that all requests share.',
    hint: 'Where does your response get the id and the text from? What can run before that line?',
    read: 'lesson:sql-and-sqlite',
  },
  ...fileFindings,
} as const satisfies Record<string, Finding>
