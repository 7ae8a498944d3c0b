// The mistakes that this lesson knows: in the pieces, in the type, in the text, in the size, and in
// how a body ends.

import type { Finding } from '../../src/course/check/finding.ts'

export const findings = {
  'not-read': {
    title: 'The value that was sent did not come back',
    why: 'The answer should hold under "received" what the body said.',
    hint: 'What comes back, compared with what was sent?',
    read: 'lesson:reading-a-body',
  },
  'letters-changed': {
    title: 'Letters outside of ASCII came back as other letters',
    why: 'JSON is sent in UTF-8. Bytes that are read in another encoding become other letters, '
      + 'such as Ã¼ for ü.',
    hint: 'Which encoding makes text of your bytes, and which one makes bytes of your response?',
    read: 'RFC 8259, section 8.1',
  },
  'only-first-piece': {
    title: 'The body came in pieces, and you did not wait for all of them',
    why: 'One data event is one piece, of whatever size the network made it. The body is all of '
      + 'them, and only end tells that the last one was there.',
    hint: 'How often is your data handler called, and when do you parse?',
    read: 'lesson:tcp-is-a-stream',
  },
  'broken-characters': {
    title: 'Letters were broken at the seams of the pieces',
    why: 'A body arrives in pieces, and a letter may be two to four bytes. Decoding each '
      + 'piece by itself breaks a letter that is cut in two.',
    hint: 'Do you collect texts, or bytes?',
    read: 'lesson:tcp-is-a-stream',
  },
  'type-compared-exactly': {
    title: 'You refused JSON because its type was written in another way',
    why: 'Behind a semicolon come parameters such as charset, and case '
      + 'does not matter in a type.',
    hint: 'Which part of the header do you compare?',
    read: 'RFC 9110, section 8.3.1',
  },
  'missing-415': {
    title: 'You took a body of another type for JSON',
    why: 'Browsers send forms and plain text to any site without asking it first. '
      + 'Who accepts only application/json is protected from that, too.',
    hint: 'Which header tells what the body is, and what do you do without it?',
    read: 'RFC 9110, section 15.5.16',
  },
  crashed: {
    title: 'A request ended your server',
    why: 'An error that nobody catches ends the program, for all clients. JSON.parse throws for '
      + 'text that is no JSON, and a request can also fail when its client is gone.',
    hint: 'Which line throws, and which try is around it?',
    read: 'lesson:reading-a-body',
  },
  'server-blamed': {
    title: 'The client sent a broken body, and you answered 5xx',
    why: '5xx says: our fault, try again later. The same body will be as broken then.',
    hint: 'Which status says: what you sent cannot be read?',
    read: 'RFC 9110, section 15.5.1',
  },
  'broken-json-accepted': {
    title: 'A body that is no JSON was answered as if it were fine',
    why: 'The client believes that its data has arrived.',
    hint: 'What does your program do when JSON.parse throws?',
    read: 'lesson:reading-a-body',
  },
  'bad-bytes-accepted': {
    title: 'Bytes that are no UTF-8 were taken for text',
    why: 'They became the sign �. What the client sent is lost, and nobody told him.',
    hint: 'Which decoder throws instead of guessing?',
    read: 'https://encoding.spec.whatwg.org/#dom-textdecoder-fatal',
  },
  'no-413': {
    title: 'A body of more than a million bytes was not refused with 413',
    why: 'Without a limit a single client fills the memory of your server. Ten of them end it.',
    hint: 'Where do you count, and what happens at the moment when it is too much?',
    read: 'RFC 9110, section 15.5.14',
  },
  'cut-off-without-answer': {
    title: 'The body was too large, and you cut the connection before the client could read why',
    why: 'The client is still sending. If the connection breaks then, it sees "connection '
      + 'reset", and tries the same again.',
    hint: 'What happens to the rest of the body after you have answered? '
      + 'Must it not be read, too?',
    read: 'RFC 9112, section 9.6',
  },
  'limit-too-small': {
    title: 'A body that keeps to the limit was refused',
    why: 'A million bytes is the most that a client may send. A body of exactly that size is fine.',
    hint: 'What do you compare with maxBytes, and how?',
    read: 'lesson:reading-a-body',
  },
  'hangs-on-abort': {
    title: 'A client broke off its upload, and your server still waits for the rest',
    why: 'What waits keeps its memory. Phones lose their connection all day long.',
    hint: 'The event end never comes then. Which event does?',
    read: 'lesson:reading-a-body',
  },
  'value-refused': {
    title: 'You refused JSON that is valid',
    why: 'A JSON text can be any value: an object, but also null, false, 0, an empty text, or the '
      + 'sign �, if somebody really sent it.',
    hint: 'Which line refuses, and what does it ask about the value?',
    read: 'RFC 8259, section 2',
  },
  'chunked-refused': {
    title: 'You refused a small body because no Content-Length came with it',
    why: 'A client that does not know the length yet sends the body in chunks. The length in the '
      + 'head is a promise, and it may be missing.',
    hint: 'How do you find out how large a body is without that header?',
    read: 'RFC 9112, section 7.1',
  },
  'mixed-up': {
    title: 'Two bodies arrived at the same time, and one client got the wrong response',
    why: 'A server reads many bodies at once. Their pieces arrive in turns.',
    hint: 'Which variables do two requests share?',
    read: 'lesson:tcp-is-a-stream',
  },
  'type-by-likeness': {
    title: 'You took a type for JSON that only looks like application/json',
    why: 'A media type is the whole text before the semicolon. application/jsonp is a program, and '
      + 'text/plain stays text/plain, whatever its parameters say.',
    hint: 'Which part of the header do you compare, and with what: all of it, or its beginning?',
    read: 'RFC 9110, section 8.3.1',
  },
  'limit-in-characters': {
    title: 'A body of more than a million bytes was accepted because it has fewer characters',
    why: 'Memory is counted in bytes, and a character of UTF-8 has up to four.',
    hint: 'Of what do you take the length: of bytes, or of a text?',
    read: 'RFC 3629, section 3',
  },
  'cut-off-after-413': {
    title: 'You answered 413, and cut the connection while the client was still sending',
    why: 'Many clients send everything before they read. They run into the cut, report '
      + '"connection reset", and never see your 413.',
    hint: 'What happens to the rest of the body after you have answered?',
    read: 'RFC 9112, section 9.6',
  },
  'slow-client-refused': {
    title: 'A client paused in the middle of a body, and its upload failed',
    why: 'A phone in a train pauses for seconds. Its body is complete and fine when it arrives.',
    hint: 'What in your program ends the wait for a body: a timer, or an event?',
    read: 'lesson:reading-a-body',
  },
  'under-way-wrong': {
    title: 'GET /under-way does not tell how many bodies are being read',
    why: 'The number goes up when a request with a body comes, and down when you are done with it, '
      + 'however that ended.',
    hint: 'Which lines change underWay? Is each of them reached in every case?',
    read: 'lesson:reading-a-body',
  },
} as const satisfies Record<string, Finding>
