// The mistakes that this lesson knows: in the form of a line, in where a message ends, and in what
// clients share.

import type { Finding } from '../../src/course/check/finding.ts'

export const findings = {
  'no-echo': {
    title: 'A whole line came in, and no numbered line came back',
    why: 'The client sent a line with its line break. It waits for the response: the number, a '
      + 'colon, a space, the line, and a line break.',
    hint: 'What does your program do when a line is complete? Is the line break there at the end?',
    read: 'lesson:tcp-is-a-stream',
  },
  'wrong-form': {
    title: 'A line came back, but not in the form that was agreed',
    why: 'The client reads what it was promised: the number, a colon, a space, the line, and a '
      + 'line break. If the last of them is missing, it keeps waiting.',
    hint: 'Compare the two texts below, letter by letter.',
    read: 'lesson:tcp-is-a-stream',
  },
  'wrong-number': {
    title: 'A line came back with a number that is not its own',
    why: 'The first line of a conversation has the number 1, the next one the number 2, and so on, '
      + 'even if the same line comes again.',
    hint: 'Where does your count begin, which line changes it, and how often does that line run?',
    read: 'lesson:tcp-is-a-stream',
  },
  'line-changed': {
    title: 'A line came back with its number, and its text has changed',
    why: 'An echo gives back what came: with its spaces, its capitals, and every sign in it. What '
      + 'a line means is for the other program to decide.',
    hint: 'What does your program do to a line before it sends it? Compare the two texts below.',
    read: 'lesson:tcp-is-a-stream',
  },
  'empty-line-skipped': {
    title: 'An empty line came in, and no line came back for it',
    why: 'Two line breaks in a row have a line between them: an empty one. In HTTP it is the most '
      + 'important line of all.',
    hint: 'What does your program do with a line of length 0?',
    read: 'lesson:tcp-is-a-stream',
  },
  'empty-rest-answered': {
    title: 'You answered a line that nobody sent',
    why: 'After the last line break the next line begins, and nothing of it has come yet. When you '
      + 'split a text at its line breaks, that empty beginning is the last part.',
    hint: "How many parts does 'hello\\n'.split('\\n') have? Is the last one a line?",
    read: 'lesson:tcp-is-a-stream',
  },
  'answered-again': {
    title: 'You answered a line that had been answered already',
    why: 'Only what comes after the last line break may wait for more. A whole line that is kept '
      + 'comes back with every piece that arrives.',
    hint: 'What is left of the text after its whole lines have been answered?',
    read: 'lesson:tcp-is-a-stream',
  },
  'closed-early': {
    title: 'You closed the connection, and the client had more to say',
    why: 'A conversation has many lines, and long pauses. It is over when the client ends it.',
    hint: 'Which call sends a text, and which one sends a text and then closes? Is there a time '
      + 'limit?',
    read: 'lesson:tcp-is-a-stream',
  },
  'one-event-one-message': {
    title: 'You took one data event for one message',
    why: 'TCP carries a stream of bytes. It may deliver a line in ten pieces, or ten lines in '
      + 'one piece: where the pieces end means nothing.',
    hint: 'What if data is only "he", and "llo" comes later? What if it is "one\\ntwo\\n"?',
    read: 'RFC 9293, section 3.4',
  },
  'unfinished-line-answered': {
    title: 'You answered a line before its line break had come',
    why: 'Only the line break ends a line. A pause means nothing: the network may be slow, or '
      + 'somebody may still be typing.',
    hint: 'Which part of what has come may you answer, and which part has to wait?',
    read: 'lesson:tcp-is-a-stream',
  },
  'line-held-back': {
    title: 'A whole line was there, and you did not answer it because the next one had begun',
    why: 'The client may wait for this response before it sends the rest of the next line. Then '
      + 'both programs wait, and neither can go on.',
    hint: 'If "one\\ntw" has come, which line is complete? What does your program wait for?',
    read: 'lesson:tcp-is-a-stream',
  },
  'bytes-dropped': {
    title: 'Much came at once, and not all of it came back',
    why: 'The check sent more than a thousand lines, one of them with 36,000 letters, over one '
      + 'connection. From one line on, the response is missing or different.',
    hint: 'What does your program drop, cut off or overwrite when much has come?',
    read: 'lesson:tcp-is-a-stream',
  },
  'answers-lost': {
    title: 'The client ended its side, and some of its lines were never answered',
    why: 'The end of a connection comes after the bytes that were sent before it. The client '
      + 'doesn\'t send any more, but it still reads.',
    hint: 'When does your program write the last responses, and when does it close?',
    read: 'RFC 9293, section 3.6',
  },
  'broken-characters': {
    title: 'A letter of several bytes did not come back whole',
    why: 'In UTF-8 many letters are two, three or four bytes. '
      + 'When each piece becomes text on its own, a letter that lies across the seam is lost.',
    hint: 'Who waits for the second half of a letter: your program, or the socket?',
    read: 'RFC 3629, section 3',
  },
  'shared-buffer': {
    title: 'Two clients got mixed up',
    why: 'A server talks to many at once. What belongs to one conversation must not be in a '
      + 'variable that all of them share. In a real server one visitor would read what another '
      + 'one typed.',
    hint: 'Which variables are outside of the function that createServer calls for each client?',
    read: 'lesson:tcp-is-a-stream',
  },
  'one-at-a-time': {
    title: 'A second client got no response while the first one was connected',
    why: 'The first client may stay for hours. A server that waits for it is down for all others.',
    hint: 'What does your program do when a second client connects? What does it wait for?',
    read: 'lesson:tcp-is-a-stream',
  },
  'never-closes': {
    title: 'The client ended its side, and your server keeps the connection open',
    why: 'Each open connection costs memory and a number that the system has only so many of. A '
      + 'server that never closes them accepts no more clients some day.',
    hint: 'Which event tells you that the other side has ended? What must you call then?',
    read: 'RFC 9293, section 3.6',
  },
  'ended-by-lost-client': {
    title: 'One client was cut off, and your whole server ended',
    why: 'A lost connection is an error event. If nothing listens to it, Node ends the '
      + 'program, and all other clients are lost with it.',
    hint: "What listens to the socket's error event, and what does it do?",
    read: 'lesson:tcp-is-a-stream',
  },
  'others-cut-off': {
    title: 'One client was cut off, and another one lost its connection',
    why: 'Each connection ends on its own. The other client had done nothing wrong, and it is in '
      + 'the middle of a line.',
    hint: 'What does your program close when one client disappears?',
    read: 'lesson:tcp-is-a-stream',
  },
} as const satisfies Record<string, Finding>
