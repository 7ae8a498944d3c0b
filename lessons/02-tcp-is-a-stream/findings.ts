// The mistakes that this lesson knows: in the form of a line, in where a message ends, and in what
// clients share.

import type { Finding } from '../../src/course/check/finding.ts'

export const findings = {
  'no-echo': {
    title: 'You got a whole line, and sent no numbered line back',
    why: 'The client sent a line with its line break. It waits for the number, a colon, a space, '
      + 'the line, and a line break.',
    hint: 'What does your program do when a line is complete? Does it send a line break?',
    read: 'lesson:tcp-is-a-stream',
  },
  'wrong-form': {
    title: 'A line came back, but not in the form that the client expects',
    why: 'The client expects the number, a colon, a space, the line, and a line break. Without '
      + 'the line break it keeps waiting.',
    hint: 'Compare the two texts below, character by character.',
    read: 'lesson:tcp-is-a-stream',
  },
  'wrong-number': {
    title: 'A line came back with a number that is not its own',
    why: 'The first line of a connection has the number 1, the next one the number 2, and so on, '
      + 'even if the same line comes again. Lines come back in the order in which they were sent.',
    hint: 'Where does your count begin, which line changes it, and how often does that line run? '
      + 'Can a later line overtake an earlier one?',
    read: 'lesson:tcp-is-a-stream',
  },
  'line-changed': {
    title: 'A line came back with its number, but its text has changed',
    why: 'An echo server sends back exactly what it got: every space, every capital letter, every '
      + 'character.',
    hint: 'What does your program do to a line before it sends it? Compare the two texts below.',
    read: 'lesson:tcp-is-a-stream',
  },
  'empty-line-skipped': {
    title: 'You got an empty line, and sent nothing back for it',
    why: 'Between two line breaks in a row there is a line: an empty one. In HTTP, such a line '
      + 'ends the head of every message.',
    hint: 'What does your program do with a line of length 0?',
    read: 'lesson:tcp-is-a-stream',
  },
  'empty-rest-answered': {
    title: 'You sent something back for a line that nobody sent',
    why: 'After the last line break, the next line begins, but nothing of it has arrived yet. When '
      + 'you split a text at its line breaks, that empty beginning is the last part.',
    hint: "How many parts does 'hello\\n'.split('\\n') have? Is the last one a line?",
    read: 'lesson:tcp-is-a-stream',
  },
  'answered-again': {
    title: 'You sent the same line back a second time',
    why: 'Only what comes after the last line break is kept. A complete line that is kept comes '
      + 'back with every piece that arrives.',
    hint: 'What is in your variable after the complete lines have been sent back?',
    read: 'lesson:tcp-is-a-stream',
  },
  'closed-early': {
    title: 'You closed the connection, but the client wanted to send more',
    why: 'A connection carries many lines, with long pauses between them. It is over when the '
      + 'client ends it.',
    hint: 'Which call sends a text, and which one sends a text and then closes? Did you set a time '
      + 'limit?',
    read: 'lesson:tcp-is-a-stream',
  },
  'one-event-one-message': {
    title: 'You took one data event for one message',
    why: 'TCP carries a stream of bytes. It can deliver a line in ten pieces, or ten lines in one '
      + 'piece. Where a piece ends means nothing.',
    hint: 'What if data is only "he", and "llo" comes later? What if it is "one\\ntwo\\n"?',
    read: 'RFC 9293, section 3.4',
  },
  'unfinished-line-answered': {
    title: 'You sent a line back before its line break had arrived',
    why: 'Only the line break ends a line. A pause means nothing: the network may be slow, or '
      + 'someone may still be typing.',
    hint: 'Which part of the text is complete, and which part has to wait?',
    read: 'lesson:tcp-is-a-stream',
  },
  'line-held-back': {
    title: 'You held a complete line back because the next one had begun',
    why: 'The client may wait for this line before it sends the rest of the next one. Then both '
      + 'programs wait for each other.',
    hint: 'If "one\\ntw" has arrived, which line is complete? What does your program wait for?',
    read: 'lesson:tcp-is-a-stream',
  },
  'bytes-dropped': {
    title: 'You got a lot of data at once, and not all of it came back',
    why: 'The check sent more than a thousand lines, one of them with 36,000 characters, over '
      + 'one connection. From some line on, what came back is missing or different.',
    hint: 'What does your program drop, cut off or overwrite when a lot of data arrives?',
    read: 'lesson:tcp-is-a-stream',
  },
  'answers-lost': {
    title: 'The client ended its side, and some of its lines never came back',
    why: 'The end of a connection arrives after the bytes that were sent before it. The client '
      + 'doesn\'t send any more, but it still reads.',
    hint: 'When does your program send the last lines, and when does it close the connection?',
    read: 'RFC 9293, section 3.6',
  },
  'broken-characters': {
    title: 'A character of several bytes did not come back whole',
    why: 'In UTF-8, many characters are two, three or four bytes. If you turn each piece into text '
      + 'on its own, a character that is cut between two pieces is lost.',
    hint: 'What waits for the second half of a character: your program, or the socket?',
    read: 'RFC 3629, section 3',
  },
  'shared-buffer': {
    title: 'The lines of two clients got mixed up',
    why: 'A server has many connections at the same time. What belongs to one of them must not be '
      + 'in a variable that all of them share. On a real server, one person would read what '
      + 'another one typed.',
    hint: 'Which variables are outside the function that createServer calls for each client?',
    read: 'lesson:tcp-is-a-stream',
  },
  'one-at-a-time': {
    title: 'A second client got nothing back while the first one was connected',
    why: 'The first client may stay for hours. A server that waits for it is down for all others.',
    hint: 'What does your program do when a second client connects? What does it wait for?',
    read: 'lesson:tcp-is-a-stream',
  },
  'never-closes': {
    title: 'The client ended its side, and your server keeps the connection open',
    why: 'Each open connection costs memory and a file descriptor, and a process can only have so '
      + 'many of them. A server that never closes connections can\'t accept new clients one day.',
    hint: 'Which event tells you that the other side has ended? What must you call then?',
    read: 'RFC 9293, section 3.6',
  },
  'ended-by-lost-client': {
    title: 'One client was cut off, and your whole program ended',
    why: 'The socket of a client that is cut off emits an error event. If nothing listens to it, '
      + 'Node ends the program, and with it all other connections. A readline interface passes the '
      + 'error on as an event of its own.',
    hint: 'What listens to the error event, and what does it do?',
    read: 'lesson:tcp-is-a-stream',
  },
  'others-cut-off': {
    title: 'One client was cut off, and another one lost its connection',
    why: 'Each connection ends on its own. The other client has done nothing wrong, and is in the '
      + 'middle of a line.',
    hint: 'What does your program close when one client disappears?',
    read: 'lesson:tcp-is-a-stream',
  },
} as const satisfies Record<string, Finding>
