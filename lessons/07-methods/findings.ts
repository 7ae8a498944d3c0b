// The mistakes that this lesson knows: a method that does more or less than it says, or that a
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
    why: 'Each POST makes another note, even if it says the same as one before. Here, a note '
      + 'replaced another one, and the owner of the old one was never asked.',
    hint: 'How does your program choose the name of a new note? Can it choose the same one twice?',
    read: 'RFC 9110, section 9.3.3',
  },
  'list-without-the-notes': {
    title: "GET /notes isn't a JSON array with each note in it once",
    why: 'The check counts the notes in this list before and after each method.',
    hint: 'Is the status 200? Is the body one array, with an object for each note and no others?',
    read: 'RFC 9110, section 9.3.1',
  },
  'get-that-changes-something': {
    title: 'A method that only reads changed something',
    why: 'GET, HEAD and OPTIONS are safe: whoever sends them asks for no change. So browsers load '
      + 'pages in advance, search engines follow every link, and proxies repeat requests.',
    hint: 'Which line of your program writes to the notes while someone only reads?',
    read: 'RFC 9110, section 9.2.1',
  },
  'missing-note-found': {
    title: "The response to GET for a note that isn't there is not 404",
    why: 'After a success, a client believes that there is such a note. After any other status, it '
      + 'looks for another problem.',
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
    title: 'A note was stored without one of its fields',
    why: 'Any JSON object is a note, whatever its fields are called. The client was told that its '
      + 'note is stored, and it believes that all of it is.',
    hint: 'Do you store the whole object, or a new one made of the fields that you know?',
    read: 'RFC 9110, section 9.3.4',
  },
  'put-refused': {
    title: 'A note was sent with PUT, and it was refused',
    why: 'PUT sends a whole note to a URL that the client chose. If nothing is there, the note is '
      + 'created (201). If something is there, it is replaced (200 or 204).',
    hint: 'What does your program do with a PUT to a name without a note? And with one?',
    read: 'RFC 9110, section 9.3.4',
  },
  'made-without-201': {
    title: 'A new note was made, and the status is not 201',
    why: '201 means Created. It tells the client that there was no note at that URL, so nothing '
      + 'was replaced.',
    hint: 'Does your program find out whether the note exists before or after it stores it?',
    read: 'RFC 9110, section 9.3.4',
  },
  'replaced-with-201': {
    title: 'PUT replaced a note that was already there, and the status is 201',
    why: '201 means Created, but nothing is new here. A client that counts the notes it created '
      + 'counts this one twice.',
    hint: 'How does your program choose the status? Which question does it ask before?',
    read: 'RFC 9110, section 9.3.4',
  },
  'put-that-makes-another': {
    title: 'The same PUT twice made two notes',
    why: 'PUT is idempotent: twice is the same as once. When a response gets lost, a client '
      + 'repeats its PUT, and that must not make a second note.',
    hint: 'Where does the name of the note come from: from the URL, or from a counter?',
    read: 'RFC 9110, section 9.2.2',
  },
  'put-that-stores-elsewhere': {
    title: "PUT was accepted, but GET doesn't get that note at its URL",
    why: 'The client chose the URL, and it will look for the note there. Paths are compared letter '
      + 'by letter: Milk, milk and milk2 are three notes.',
    hint: 'Under which name did your program store the note? Had it read the whole body by then?',
    read: 'RFC 9110, section 9.3.4',
  },
  'put-that-keeps-the-old': {
    title: "PUT was accepted, but GET doesn't get the new note",
    why: 'After a PUT, GET gets what was sent.',
    hint: 'What does your program store when there is a note of that name already?',
    read: 'RFC 9110, section 9.3.4',
  },
  'put-that-merges': {
    title: 'PUT kept a field that was not sent',
    why: 'PUT replaces the whole note, so a field that is not sent is gone. PATCH is for changing '
      + 'a part.',
    hint: 'Is the new note mixed with the old one somewhere?',
    read: 'RFC 9110, section 9.3.4',
  },
  'patch-refused': {
    title: 'A change was sent with PATCH, and it was refused',
    why: 'Without PATCH, a client has to read the whole note, change it and send it back. If two '
      + "clients do that at once, one overwrites the other's change.",
    hint: 'Is there an action for PATCH? Does it find the note?',
    read: 'RFC 5789, section 2',
  },
  'patch-loses-the-rest': {
    title: 'PATCH lost a field that was not sent',
    why: 'PATCH sends changes. The fields that are not sent stay as they are.',
    hint: 'What does your program store: the note with the changes, or only the changes?',
    read: 'RFC 5789, section 2',
  },
  'patch-that-changes-nothing': {
    title: 'PATCH was accepted, and nothing changed',
    why: 'The client believes that its change is stored.',
    hint: 'Do you store the changed note, or only send it? Which of the two wins: note or changes?',
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
    title: "The response to PATCH for a note that isn't there is not 404",
    why: 'There is nothing to change, and the client needs to know that.',
    hint: 'What is notes.get(name) when there is no such note?',
    read: 'RFC 9110, section 15.5.5',
  },
  'patch-makes-a-note': {
    title: 'PATCH made a note where there was none, and did not say so',
    why: 'The client wanted to change a note. Now there is half a note, with the changed fields '
      + 'only, and the client believes that it is a whole one.',
    hint: 'What does your program do when there is no note of this name?',
    read: 'RFC 5789, section 2',
  },
  'another-note-changed': {
    title: 'A request was about one note, and another note is different now, or gone',
    why: 'PATCH and DELETE are about the one note at their URL.',
    hint: 'How does your program find the note: by its whole name? What does it do when there is '
      + 'none?',
    read: 'RFC 9110, section 9.3.5',
  },
  'delete-refused': {
    title: 'DELETE for a note that is there was refused',
    why: 'The client wants the note gone. A 204 says that it is, and that there is no more to say.',
    hint: 'Is there an action for DELETE? Does it find the note?',
    read: 'RFC 9110, section 9.3.5',
  },
  'delete-that-keeps-it': {
    title: 'DELETE was accepted, and the note is still there',
    why: 'Someone deleted something private and read that it worked, but everyone can still read '
      + 'it.',
    hint: 'What do GET for the note and the list get after the DELETE?',
    read: 'RFC 9110, section 9.3.5',
  },
  'second-delete-fails': {
    title: 'The second DELETE got a status that reports a problem',
    why: 'The first response may have been lost, so the client sends its DELETE again. What it '
      + 'wants is already true. 204 says so, and 404 does too.',
    hint: "What does your program do with a note that isn't there?",
    read: 'RFC 9110, section 9.2.2',
  },
  'refused-but-done': {
    title: 'A request was refused, but it changed something all the same',
    why: 'A refused request has no effect. The client believes that everything is as before.',
    hint: 'What does your program do before it decides to refuse?',
    read: 'RFC 9110, section 15.5',
  },
} as const satisfies Record<string, Finding>
