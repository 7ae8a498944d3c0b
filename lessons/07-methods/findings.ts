// The mistakes that this lesson knows: a method that does more or less than it should, or that a
// client can't repeat.

import type { Finding } from '../../src/course/check/finding.ts'
import { methodFindings } from './methodFindings.ts'

export const findings = {
  ...methodFindings,
  'lost-note': {
    title: "A POST was accepted, but the new note isn't where Location says",
    why: 'With POST, the server chooses the URL. Only the header Location tells the client which '
      + 'one it is.',
    hint: 'Which URL does Location contain? What does GET get there?',
    read: 'RFC 9110, section 9.3.3',
  },
  'post-that-replaces': {
    title: 'A POST gave its note a URL that another note already had',
    why: 'Each POST makes another note, even if its body is the same as before. Here, the new note '
      + 'replaced an old one, which nobody wanted to delete.',
    hint: 'How does your program choose the name of a new note? Can it choose the same one twice, '
      + 'for example after a DELETE?',
    read: 'RFC 9110, section 9.3.3',
  },
  'list-without-the-notes': {
    title: "GET /notes isn't a JSON array with each note in it once",
    why: 'A client reads all notes here. The check also counts them, before and after requests.',
    hint: 'Is the status 200? Is the body one array, with an object for each note and no others?',
    read: 'RFC 9110, section 9.3.1',
  },
  'get-that-changes-something': {
    title: 'After requests that only read, the notes are different',
    why: 'GET, HEAD and OPTIONS are safe: a client that sends them asks for no change. So browsers '
      + 'load pages in advance, search engines follow links, and proxies repeat requests.',
    hint: 'Which line of your program changes the notes while someone only reads?',
    read: 'RFC 9110, section 9.2.1',
  },
  'missing-note-found': {
    title: "GET of a missing note got a status that isn't 404",
    why: 'A 2xx says that there is such a note. Any other status names a different problem.',
    hint: 'What does your program find under this name? A plain object already has some names, '
      + 'such as constructor.',
    read: 'RFC 9110, section 15.5.5',
  },
  'not-an-object': {
    title: "The response to GET for a note isn't that note as a JSON object",
    why: 'A client that sent an object expects to read an object.',
    hint: 'Do you store the note itself, or its JSON? How often does it pass through '
      + 'JSON.stringify?',
    read: 'lesson:methods',
  },
  'lost-field': {
    title: 'A note lost one of its fields, or the field has another value',
    why: 'Any JSON object is a note, whatever its fields are called. The response said that the '
      + 'note is stored, so the client relies on all of it.',
    hint: 'Do you store the whole object, or a new one made of the fields that you know?',
    read: 'RFC 9110, section 9.3.4',
  },
  'put-refused': {
    title: "A PUT of a note got a status that isn't 2xx",
    why: 'PUT sends a whole note to a URL that the client chose. If nothing is there, the note is '
      + 'created (201). If something is there, it is replaced (200 or 204).',
    hint: 'What does your program do with a PUT to a name without a note? And with one?',
    read: 'RFC 9110, section 9.3.4',
  },
  'made-without-201': {
    title: "A request created a note, and the status isn't 201",
    why: '201 means Created. It tells the client that no note was at that URL before, so nothing '
      + 'was replaced.',
    hint: 'Does your program look whether the note exists before or after it stores it?',
    read: 'RFC 9110, section 9.3.4',
  },
  'replaced-with-201': {
    title: 'PUT replaced a note that was already there, and the status is 201',
    why: '201 means Created, but there is no new note. A client that counts the notes it created '
      + 'counts this one twice.',
    hint: 'What does your program need to know before it chooses the status?',
    read: 'RFC 9110, section 9.3.4',
  },
  'put-that-makes-another': {
    title: 'The same PUT twice made two notes',
    why: 'PUT is idempotent: sending it twice has the same effect as sending it once. When a '
      + 'response gets lost, a client repeats its PUT, and that must not make a second note.',
    hint: 'Where does the name of the note come from: from the URL, or from a counter?',
    read: 'RFC 9110, section 9.2.2',
  },
  'put-that-stores-elsewhere': {
    title: "PUT was accepted, but GET of the same URL doesn't get that note",
    why: 'The client chose the URL, and it will look for the note there. Names are compared as '
      + "they're sent: milk, MILK, milk2 and milk+a are four notes.",
    hint: 'Under which name did your program store the note? Had it read the whole body by then?',
    read: 'RFC 9110, section 9.3.4',
  },
  'put-that-keeps-the-old': {
    title: "PUT of a note that exists was accepted, but GET doesn't get the new note",
    why: 'After a PUT, GET gets what was sent.',
    hint: 'What does your program store when there is already a note with that name?',
    read: 'RFC 9110, section 9.3.4',
  },
  'put-that-merges': {
    title: "PUT kept a field of the old note that the new one doesn't have",
    why: 'PUT replaces the whole note. PATCH is for changing a part of it.',
    hint: 'Where does your program mix the new note with the old one?',
    read: 'RFC 9110, section 9.3.4',
  },
  'patch-refused': {
    title: "A PATCH of a note that exists got a status that isn't 2xx",
    why: 'Without PATCH, a client has to read the whole note, change it and send it back. If two '
      + "clients do that at once, one overwrites the other's change.",
    hint: 'Is there an action for PATCH? Does it find the note?',
    read: 'RFC 5789, section 2',
  },
  'patch-loses-the-rest': {
    title: 'After a PATCH, a field that it did not change is missing or different',
    why: 'PATCH changes the fields that were sent. The others stay as they are.',
    hint: 'What does your program store: the note with the changes, or only the changes?',
    read: 'RFC 5789, section 2',
  },
  'patch-that-changes-nothing': {
    title: "PATCH was accepted, but GET doesn't show its changes",
    why: 'The response said that the changes are stored, and the client relies on it.',
    hint: 'Do you store the changed note, or only send it? If a field is in both, which one wins: '
      + "the note's or the change?",
    read: 'RFC 5789, section 2',
  },
  'patch-loses-a-change': {
    title: 'PATCH was accepted, but one of its changes is missing',
    why: 'Any field can be changed or added, and an empty text, 0, false and null are values too.',
    hint: 'Does your program use || or ?? to choose between the old value and the new one? Does '
      + 'it only know certain fields?',
    read: 'RFC 5789, section 2',
  },
  'patch-of-nothing': {
    title: "PATCH of a missing note got a status that isn't 404 or 201",
    why: 'There is nothing to change, and the client needs to know that.',
    hint: 'What is notes.get(name) when there is no such note?',
    read: 'RFC 9110, section 15.5.5',
  },
  'patch-makes-a-note': {
    title: "PATCH of a missing note created one, and the status isn't 201",
    why: 'The client wanted to change a note that it believes to exist. Now there is one that has '
      + 'only the changed fields, and nothing told the client that it is new.',
    hint: 'What does your program do when there is no note with this name?',
    read: 'RFC 5789, section 2',
  },
  'another-note-changed': {
    title: 'A request for one URL changed or deleted a note at another one',
    why: 'PATCH and DELETE change only the note at their own URL.',
    hint: 'Does your program compare whole names? What does it do when there is no such note?',
    read: 'RFC 9110, section 9.3.5',
  },
  'delete-refused': {
    title: "DELETE of a note that exists got a status that isn't 2xx",
    why: 'The client wants the note to be gone. A 204 says that it is.',
    hint: 'Is there an action for DELETE? Does it find the note?',
    read: 'RFC 9110, section 9.3.5',
  },
  'delete-that-keeps-it': {
    title: 'DELETE was accepted, and the note is still there',
    why: 'Someone deletes something private and reads that it worked, but everyone can still read '
      + 'it.',
    hint: 'After the DELETE, what does GET get for the note, and what for the list?',
    read: 'RFC 9110, section 9.3.5',
  },
  'second-delete-fails': {
    title: "DELETE of a missing note got a status that isn't 404 or 2xx",
    why: 'If the response to the first DELETE gets lost, a client sends it again. The note is gone '
      + 'already, as the client wants it. Both 204 and 404 say so.',
    hint: "What does your program do if the note isn't there?",
    read: 'RFC 9110, section 9.2.2',
  },
  'refused-but-done': {
    title: 'A request was refused, but it changed the notes all the same',
    why: 'After a refusal, the client believes that everything is as before.',
    hint: 'What does your program do before it decides to refuse?',
    read: 'RFC 9110, section 15.5',
  },
} as const satisfies Record<string, Finding>
