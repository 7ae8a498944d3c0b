// The mistakes that this lesson knows: in the pieces, in the type, in the text, in the size, and in
// how a body ends.

import type { Finding } from '../../src/course/check/finding.ts'

export const findings = {
  'not-read': {
    title: "The value that was sent didn't come back",
    why: 'The field "received" of the response should have the value that was in the body.',
    hint: 'Compare what was sent with what came back. Is it a value, or still a text?',
    read: 'lesson:reading-a-body',
  },
  'letters-changed': {
    title: "Letters that aren't ASCII came back as other letters",
    why: 'JSON is sent in UTF-8. Bytes that are decoded with another encoding become other '
      + 'letters, such as Ã¼ for ü.',
    hint: 'With which encoding do you turn bytes into text, and text into bytes?',
    read: 'RFC 8259, section 8.1',
  },
  'only-first-piece': {
    title: "The body arrived in pieces, and you didn't wait for all of them",
    why: 'One data event is one piece, of whatever size the network made it. Only the event end '
      + 'says that the last one has arrived.',
    hint: 'How often is your data listener called, and when do you parse?',
    read: 'lesson:tcp-is-a-stream',
  },
  'broken-characters': {
    title: 'Characters were damaged where one piece ended and the next one began',
    why: 'A character can have two to four bytes. If each piece is decoded on its own, a character '
      + 'that is cut in two becomes two replacement characters.',
    hint: 'Do you collect text, or bytes?',
    read: 'lesson:tcp-is-a-stream',
  },
  'type-compared-exactly': {
    title: 'You refused JSON because its type was written differently',
    why: 'Parameters such as charset can follow after a semicolon, and case '
      + "doesn't matter in a media type.",
    hint: 'Which part of the header do you compare, and in which case?',
    read: 'RFC 9110, section 8.3.1',
  },
  'missing-415': {
    title: 'You read a body of another type as JSON',
    why: 'Browsers send forms and plain text to any site, even from a page on another site. A '
      + 'server that accepts only application/json is protected against that.',
    hint: 'Which header says what the body is, and what do you do without it?',
    read: 'RFC 9110, section 15.5.16',
  },
  'refused-without-415': {
    title: 'You refused a body because of its type, but not with a 415',
    why: '415 says what the client has to change: the type. After a 400 it looks for a mistake in '
      + 'the body, and after a 5xx it sends the same again.',
    hint: 'What does your program do if there is another Content-Type, or none at all? Which '
      + 'status does it send then?',
    read: 'RFC 9110, section 15.5.16',
  },
  crashed: {
    title: 'A request ended your server',
    why: 'An error that nothing catches ends the program, for all clients. JSON.parse throws one '
      + "for text that isn't JSON, and a request can also fail because its client is gone.",
    hint: 'Which line throws the error, and which try is around it?',
    read: 'lesson:reading-a-body',
  },
  'server-blamed': {
    title: 'The client sent a broken body, and you sent a 5xx',
    why: '5xx says that the server failed, so the client may try again later. But the body will be '
      + 'just as broken then.',
    hint: "Which status says that the server can't read what the client sent?",
    read: 'RFC 9110, section 15.5.1',
  },
  'broken-json-accepted': {
    title: "A body that isn't JSON got a success",
    why: 'The client believes that its data was received.',
    hint: 'What does your program do with the error that the parser throws? Or does your parser '
      + 'accept more than JSON, such as NaN or single quotes?',
    read: 'lesson:reading-a-body',
  },
  'bad-bytes-accepted': {
    title: "Bytes that aren't UTF-8 were accepted as text",
    why: 'They became replacement characters. What the client meant is lost, and it was told that '
      + 'all is well.',
    hint: 'Which decoder throws an error instead of guessing?',
    read: 'https://encoding.spec.whatwg.org/#dom-textdecoder-fatal',
  },
  'no-413': {
    title: "A body of more than a million bytes wasn't refused with a 413",
    why: 'Without a limit, a single client can fill the memory of your server.',
    hint: 'Where do you count, and what happens at the moment when it becomes too much?',
    read: 'RFC 9110, section 15.5.14',
  },
  'cut-off-without-answer': {
    title: 'The body was too large, and you closed the connection before the client could read why',
    why: 'The client is still sending. If the connection breaks, it reports "connection reset", '
      + 'and may send the same again.',
    hint: 'What happens to the rest of the body after your response? Who reads it?',
    read: 'RFC 9112, section 9.6',
  },
  'limit-too-small': {
    title: 'A body within the limit was refused',
    why: 'A client may send up to a million bytes. A body of exactly that size is fine.',
    hint: 'What do you compare with maxBytes, and how?',
    read: 'lesson:reading-a-body',
  },
  'hangs-on-abort': {
    title: 'A client disconnected during its upload, and your server still waits for the rest',
    why: 'Code that waits forever keeps its memory forever. Phones lose their connections all day '
      + 'long.',
    hint: 'The event end never comes in this case. Which event does?',
    read: 'lesson:reading-a-body',
  },
  'value-refused': {
    title: 'You refused JSON that is valid',
    why: 'A JSON text can be any value: an object, but also null, false, 0 or an empty string. It '
      + 'may even contain a replacement character, if a client really sent one.',
    hint: 'Which line refuses the value, and what does it check?',
    read: 'RFC 8259, section 2',
  },
  'chunked-refused': {
    title: 'You refused a small body because it came without a Content-Length',
    why: "A client that doesn't know the length yet sends the body in chunks. Then there is no "
      + 'length in the head.',
    hint: 'How do you find out how large a body is without that header?',
    read: 'RFC 9112, section 7.1',
  },
  'mixed-up': {
    title: 'Two bodies arrived at the same time, and one client got the wrong response',
    why: 'A server reads many bodies at once. Their pieces arrive in turns.',
    hint: 'Which variables do two requests share?',
    read: 'lesson:tcp-is-a-stream',
  },
  'one-at-a-time': {
    title: 'Your server responded to one client only after another one was done',
    why: 'A slow client may need minutes for its body. Everyone else waits, and one client that '
      + 'never finishes stops the whole server.',
    hint: 'What does your program wait for before it accepts the next request? In Python: is it a '
      + 'ThreadingHTTPServer?',
    read: 'lesson:hello-http',
  },
  'type-by-likeness': {
    title: 'You read a body as JSON whose type only looks like application/json',
    why: 'The media type is everything before the semicolon. application/jsonp is another type, '
      + 'and text/plain stays text/plain, whatever its parameters say.',
    hint: 'Which part of the header do you compare, and with what: all of it, or its beginning?',
    read: 'RFC 9110, section 8.3.1',
  },
  'limit-in-characters': {
    title: 'A body of more than a million bytes was accepted because it has fewer characters',
    why: 'The limit is in bytes, and a character in UTF-8 has up to four of them.',
    hint: 'What do you take the length of: bytes, or text?',
    read: 'RFC 3629, section 3',
  },
  'cut-off-after-413': {
    title: 'You sent a 413, and closed the connection while the client was still sending',
    why: 'Many clients send everything before they read. They notice the closed connection, report '
      + '"connection reset", and never see your 413.',
    hint: 'What happens to the rest of the body after your response?',
    read: 'RFC 9112, section 9.6',
  },
  'rest-not-read': {
    title: 'You sent a 413, and stopped reading while the client was still sending',
    why: 'Many clients send everything before they read. If nobody takes the rest of the body, '
      + 'they wait, and never see your 413. The next request on this connection gets no response '
      + 'either.',
    hint: 'After the 413, does your program still take the pieces, and drop them?',
    read: 'RFC 9112, section 9.6',
  },
  'slow-client-refused': {
    title: 'A client paused in the middle of a body, and its upload failed',
    why: 'A phone on a train can be silent for seconds. Its body is complete when it arrives.',
    hint: 'What in your program ends the wait for a body: a timer, or an event?',
    read: 'lesson:reading-a-body',
  },
  'under-way-wrong': {
    title: "GET /under-way doesn't say how many bodies are being read",
    why: 'The number goes up when a request with a body arrives. It goes down when the body is '
      + 'complete, refused or cut off.',
    hint: 'Which lines change underWay? Is each of them reached in every case?',
    read: 'lesson:reading-a-body',
  },
} as const satisfies Record<string, Finding>
