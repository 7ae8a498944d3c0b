// The mistakes that this lesson knows: a method that is refused in the wrong way, a PUT that is not
// the same twice, a HEAD with a body, a GET that changes something.

import type { Finding } from '../../src/course/check/finding.ts'

export const findings = {
  'lost-note': {
    title: 'A POST was answered, but the new note is not where the answer says',
    why: 'With POST the server chooses the address. The client knows it from the header Location '
      + 'and from nowhere else.',
    hint: 'Which address stands in Location? What does GET answer there?',
    read: 'RFC 9110, section 9.3.3',
  },
  'list-without-the-notes': {
    title: 'GET /notes does not answer with all notes as a JSON array',
    why: 'The check counts the notes in this list, before and after each method.',
    hint: 'Does the answer have the status 200? '
      + 'Is its body one array with an object for each note?',
    read: 'RFC 9110, section 9.3.1',
  },
  'get-that-changes-something': {
    title: 'A method that only reads has changed something',
    why: 'GET, HEAD and OPTIONS are safe: whoever calls them asks for no change. So browsers fetch '
      + 'pages ahead, search engines follow each link, and caches answer in your place.',
    hint: 'Which line of your program writes to the notes while somebody only reads?',
    read: 'RFC 9110, section 9.2.1',
  },
  'missing-note-found': {
    title: 'GET for a note that is not there is not answered with 404',
    why: 'A client that reads a success believes that there is such a note.',
    hint: 'What does your program do when the map has no note of this name?',
    read: 'RFC 9110, section 15.5.5',
  },
  'put-refused': {
    title: 'A note was sent with PUT, and not taken',
    why: 'PUT brings a whole note to an address that the client has chosen. If nothing is there, '
      + 'the note is made (201); if something is, it is replaced (200 or 204).',
    hint: 'What does your program do when PUT comes to an address without a note? And with one?',
    read: 'RFC 9110, section 9.3.4',
  },
  'made-without-201': {
    title: 'PUT made a note where none was, and the status does not say so',
    why: '201 is Created. With it a client knows that the address was free, and that it has '
      + 'replaced nothing.',
    hint: 'How does your program find out whether the note was there before?',
    read: 'RFC 9110, section 9.3.4',
  },
  'put-that-makes-another': {
    title: 'PUT twice made two notes',
    why: 'PUT is idempotent: twice is once. When an answer gets lost, the client sends the same '
      + 'PUT again, and must not find a second note.',
    hint: 'Where does the address of the note come from: from the request, or from a counter?',
    read: 'RFC 9110, section 9.2.2',
  },
  'put-that-stores-elsewhere': {
    title: 'PUT was answered with success, but the note is not at its address',
    why: 'The client has chosen the address. It will look for its note there, and nowhere else.',
    hint: 'Under which name did your program keep the note? Had it read the whole body by then?',
    read: 'RFC 9110, section 9.3.4',
  },
  'put-that-keeps-the-old': {
    title: 'PUT was answered with success, and the old note is still there',
    why: 'After a PUT, GET answers with what was sent. Here it answers with what was there before.',
    hint: 'Does your program write the new note when there is one of that name already?',
    read: 'RFC 9110, section 9.3.4',
  },
  'put-that-merges': {
    title: 'PUT kept a field that was not sent',
    why: 'PUT replaces the whole: what is not sent is not there any more. A client that wants to '
      + 'change a part says PATCH.',
    hint: 'Is the new note mixed with the old one somewhere?',
    read: 'RFC 9110, section 9.3.4',
  },
  'patch-refused': {
    title: 'A change was sent with PATCH, and not taken',
    why: 'Without PATCH a client must read the whole note, change it and send it back. Two clients '
      + 'that do so at once overwrite each other.',
    hint: 'Is there an action for PATCH, and does it find the note?',
    read: 'RFC 5789, section 2',
  },
  'patch-that-replaces-all': {
    title: 'PATCH lost a field that was not sent',
    why: 'PATCH sends changes, not the whole. The client sent a new text and did not speak of the '
      + 'title. Now the title is gone.',
    hint: 'What do you lay over what: the changes over the note, or only the changes?',
    read: 'RFC 5789, section 2',
  },
  'patch-that-changes-nothing': {
    title: 'PATCH was answered with success, and nothing changed',
    why: 'The client believes that its change is kept, and throws its own copy away.',
    hint: 'Do you keep the changed note in the map, or only make it?',
    read: 'RFC 5789, section 2',
  },
  'patch-of-nothing': {
    title: 'PATCH for a note that is not there got an answer that is no answer to it',
    why: 'There is nothing to change. The client must hear that, with 404, or it looks for the '
      + 'mistake at your side.',
    hint: 'What is notes.get(name) when there is no such note?',
    read: 'RFC 9110, section 15.5.5',
  },
  'delete-refused': {
    title: 'DELETE for a note that is there was not answered with success',
    why: 'The client wants the note gone. 204 says: it is, and there is nothing more to say.',
    hint: 'Is there an action for DELETE, and does it find the note?',
    read: 'RFC 9110, section 9.3.5',
  },
  'delete-that-keeps-it': {
    title: 'DELETE was answered with success, and the note is still there',
    why: 'Somebody deleted something private, read "done", and everybody can still read it.',
    hint: 'What does GET answer after the DELETE? Where does it look?',
    read: 'RFC 9110, section 9.3.5',
  },
  'delete-that-takes-more': {
    title: 'One note was to go, and another one is gone too',
    why: 'DELETE is about the one thing at its address.',
    hint: 'Which notes does your program take out: the one of that name, or several?',
    read: 'RFC 9110, section 9.3.5',
  },
  'second-delete-fails': {
    title: 'The second DELETE is answered as if something had broken',
    why: 'The first answer may have been lost, so a client sends DELETE again. What it wants is '
      + 'already so. 204 tells it that, and 404 tells it as well.',
    hint: 'What does your program do with a note that is not there?',
    read: 'RFC 9110, section 9.2.2',
  },
  'head-refused': {
    title: 'GET works here, and HEAD does not',
    why: 'HEAD asks for the head of what GET would answer: is it there, how long is it? A server '
      + 'that knows GET knows HEAD too.',
    hint: 'Which action could HEAD run?',
    read: 'RFC 9110, section 9.3.2',
  },
  'head-with-a-body': {
    title: 'You answered HEAD with a body',
    why: 'The client knows that no body follows an answer to HEAD. It takes these bytes for the '
      + 'beginning of the next answer on this connection.',
    hint: 'Which line writes the body, and does it know the method?',
    read: 'RFC 9110, section 9.3.2',
  },
  'head-without-length': {
    title: 'GET tells the length, and HEAD does not',
    why: 'Programs ask with HEAD how long something is before they fetch it: for a progress bar, '
      + 'or to see whether there is room for it.',
    hint: 'Where does Content-Length come from when you answer GET?',
    read: 'RFC 9110, section 9.3.2',
  },
  'head-with-another-length': {
    title: 'HEAD tells another length than GET',
    why: 'Content-Length in an answer to HEAD is the length of the body that GET would bring, not '
      + 'of the body that HEAD does not have.',
    hint: 'Of which text is the length computed when the method is HEAD?',
    read: 'RFC 9110, section 8.6',
  },
  'not-found-for-a-wrong-method': {
    title: 'You answered 404, but the address is right: only the method is not',
    why: '404 says that nothing is here. The client looks for a typing mistake in the address, and '
      + 'will not find one.',
    hint: 'Which status says: something is here, but not for this method?',
    read: 'RFC 9110, section 15.5.6',
  },
  'wrong-method-accepted': {
    title: 'A method that this address does not know was answered with success',
    why: 'The client believes that what it asked for was done. Nobody did it.',
    hint: 'Which action does your program run for a method that it does not know?',
    read: 'RFC 9110, section 15.5.6',
  },
  'another-status-for-a-wrong-method': {
    title: 'A method that this address does not know was not answered with 405',
    why: '405 says exactly this, and every client and every tool understands it.',
    hint: 'The status has a name: Method Not Allowed. What is its number?',
    read: 'RFC 9110, section 15.5.6',
  },
  'no-allow': {
    title: 'You answered 405 without the header Allow',
    why: 'A 405 must say which methods do work. Otherwise the client has to try them all.',
    hint: 'Which part of your program knows the methods of this address?',
    read: 'RFC 9110, section 15.5.6',
  },
  'allow-that-lies': {
    title: 'Allow does not name the methods of this address',
    why: 'Clients believe Allow. A method that is missing there is never tried, and one that does '
      + 'not work is tried in vain.',
    hint: 'Do /notes and /notes/milk know the same methods? Do they give the same Allow?',
    read: 'RFC 9110, section 10.2.1',
  },
  'options-refused': {
    title: 'OPTIONS is not answered with success',
    why: 'OPTIONS asks what can be done here. Browsers ask it before they let a page of another '
      + 'site send PUT or DELETE.',
    hint: 'Does the question come before the search for an action, or after it?',
    read: 'RFC 9110, section 9.3.7',
  },
  'options-without-allow': {
    title: 'OPTIONS is answered, but the answer to the question is missing',
    why: 'The client asked which methods work here. They belong into the header Allow.',
    hint: 'Does your 405 have an Allow? Where is it set?',
    read: 'RFC 9110, section 10.2.1',
  },
} as const satisfies Record<string, Finding>
