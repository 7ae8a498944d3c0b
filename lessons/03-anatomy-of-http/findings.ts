// The mistakes that this lesson knows: in writing the response, in reading the request, and in what
// happens between the two.

import type { Finding } from '../../src/course/check/finding.ts'
import { rareFindings } from './rareFindings.ts'

export const findings = {
  'no-head': {
    title: 'You sent the text without a head',
    why: 'A client reads the first line to learn how the request went. It takes your text for that '
      + 'line, and gives up.',
    hint: 'What does a response contain before its body? Look at the picture.',
    read: 'RFC 9112, section 2.1',
  },
  'wrong-status-line': {
    title: "The first line of your response isn't a status line",
    why: 'Its form is fixed, because programs read it: the version, a space, three digits, a '
      + "space, and a reason phrase. A client that can't read it drops the whole response.",
    hint: 'Compare it with HTTP/1.1 200 OK, character by character. Which part is different?',
    read: 'RFC 9112, section 4',
  },
  'body-before-headers': {
    title: 'A line of the head comes after the body',
    why: 'Everything after the empty line is the body. A header there is shown as text and has no '
      + 'effect.',
    hint: 'In which order do you write the parts? Which one comes last?',
    read: 'RFC 9112, section 2.1',
  },
  'bare-line-feed': {
    title: 'A line of the head ends with \\n alone',
    why: 'Each line of a head ends with the two bytes \\r\\n. Some clients accept \\n alone, '
      + "others don't. Where two programs read a head differently, an attacker can hide a request.",
    hint: 'Which line breaks does your program write? A line break in a template string is \\n.',
    read: 'RFC 9112, section 2.2',
  },
  'wrong-line-end': {
    title: "A line of the head doesn't end with \\r\\n",
    why: 'A client looks for these two bytes to find the end of a line. Without them, it takes the '
      + 'next line for a part of this one.',
    hint: 'Which bytes are between the two lines, and in which order?',
    read: 'RFC 9112, section 2.2',
  },
  'no-blank-line': {
    title: 'The empty line after the headers is missing',
    why: 'Only that line says that the head is over. Without it, a client takes your text for '
      + 'another header, or waits forever.',
    hint: 'How many times must \\r\\n come after the last header?',
    read: 'RFC 9112, section 2.1',
  },
  'two-blank-lines': {
    title: 'Your head ends with two empty lines',
    why: 'The first one ends the head. The second one is the beginning of the body, so the body '
      + 'starts two bytes late, and its end is cut off.',
    hint: 'How many times in all does \\r\\n come after the last header?',
    read: 'RFC 9112, section 2.1',
  },
  'bad-header': {
    title: "A line of the head isn't a header",
    why: 'A header is a name, a colon and a value. There are no spaces in the name or between the '
      + 'name and the colon.',
    hint: 'Is there a colon? And what comes before it?',
    read: 'RFC 9112, section 5',
  },
  'length-in-characters': {
    title: 'Content-Length counts the characters of your response, not its bytes',
    why: 'A character can have up to four bytes. The client reads as many bytes as you announce, '
      + 'so the end of the text is cut off.',
    hint: 'What does .length count for a string, and what for a Buffer?',
    read: 'RFC 9110, section 8.6',
  },
  'wrong-length': {
    title: "Content-Length isn't the number of bytes in the body",
    why: 'If the number is too small, the end is cut off. If it is too large, the client waits for '
      + 'bytes that never come.',
    hint: 'Of what exactly do you take the length, and what exactly do you send?',
    read: 'RFC 9110, section 8.6',
  },
  'answered-twice': {
    title: 'You sent two responses to one request',
    why: 'A client may take the second one for the response to its next request. From then on, '
      + 'every response belongs to the wrong request.',
    hint: 'Which line writes a response, and how often does it run for one request?',
    read: 'RFC 9112, section 9.2',
  },
  'closed-without-answer': {
    title: 'Your program closed the connection without a response',
    why: "The whole request had arrived. The client can't tell whether it was handled or got lost.",
    hint: 'What did socket.end get? Does the function that makes the bytes also return them?',
    read: 'lesson:anatomy-of-http',
  },
  'no-end': {
    title: 'A client has no way to know where your response ends',
    why: 'It needs a length, or the end of the connection. It got neither, so it waits.',
    hint: 'Which of the two do you want to send?',
    read: 'RFC 9112, section 6.3',
  },
  'wrong-status': {
    title: "The status of GET / isn't 200",
    why: '200 is the status that says: here is what you asked for.',
    hint: 'Does your program read the method and the target as they were sent?',
    read: 'RFC 9110, section 15.3.1',
  },
  'no-text': {
    title: 'The response to GET / has the status 200, but no text',
    why: 'The client shows an empty page.',
    hint: 'What comes after the empty line in your response?',
    read: 'lesson:anatomy-of-http',
  },
  'unknown-path': {
    title: "The status for a path that doesn't exist isn't 404",
    why: 'Clients, search engines and caches all rely on the status. With 200, they keep a page '
      + "that doesn't exist.",
    hint: 'What exactly do you compare: the whole target, or its first character?',
    read: 'RFC 9110, section 15.5.5',
  },
  'always-the-same-answer': {
    title: 'Every request gets the response to GET /',
    why: "Either your program doesn't look at the first line, or it still looks at the bytes of an "
      + 'earlier client.',
    hint: 'Where do the method and the target come from? And which variables are outside the '
      + 'function that createServer calls for each client?',
    read: 'lesson:tcp-is-a-stream',
  },
  'echo-elsewhere': {
    title: 'You responded to a POST to another path as if it were /echo',
    why: 'Only the path /echo returns the body. A path that begins or ends with it is another one, '
      + 'and so is one with other capitals.',
    hint: 'Do you compare the whole target, or only a part of it?',
    read: 'RFC 9110, section 15.5.5',
  },
  'method-ignored': {
    title: "You responded with success to a method that the path doesn't have",
    why: 'There are only GET / and POST /echo. A client that gets 200 for DELETE believes that '
      + 'something was deleted.',
    hint: 'Which two parts of the first line decide what to do?',
    read: 'RFC 9110, section 9.1',
  },
  'wrong-header-read': {
    title: "With other headers around Content-Length, the body didn't come back",
    why: 'A request has many headers, in any order. Some have names or values that look like the '
      + 'one that you need.',
    hint: 'Where does the name of a header end? Do you look at each line, and at whole names?',
    read: 'RFC 9112, section 5',
  },
  'empty-body': {
    title: "A POST with an empty body didn't get an empty body back",
    why: 'Content-Length: 0 is a length like any other. Such a request is complete as soon as its '
      + 'head is.',
    hint: 'What does your program wait for when the length is 0?',
    read: 'RFC 9112, section 6.3',
  },
  'body-too-long': {
    title: 'You took bytes after the end of the body for a part of it',
    why: 'The body has as many bytes as Content-Length says. The bytes after it are the next '
      + 'request, which a client may send at once.',
    hint: 'At which byte does the body end, and where does your program cut it off?',
    read: 'RFC 9112, section 9.3.2',
  },
  'large-body': {
    title: "A body of thousands of bytes didn't come back",
    why: 'Small bodies came back. A photo has millions of bytes, and it arrives in many pieces.',
    hint: 'Is there a limit in your program? What happens to the bytes beyond it?',
    read: 'RFC 9112, section 6.2',
  },
  'no-echo': {
    title: "POST /echo doesn't return the body",
    why: 'The body comes after the empty line, and it has as many bytes as Content-Length says.',
    hint: 'At which byte does the body begin, and at which does it end? Which status do you send?',
    read: 'RFC 9112, section 6.2',
  },
  'header-names-by-case': {
    title: 'You know only some spellings of a header name',
    why: 'Content-Length, content-length and CONTENT-LENGTH are the same name. Browsers, phones '
      + 'and proxies each have their own spelling.',
    hint: 'With what do you compare a name? And what could you do to it before?',
    read: 'RFC 9110, section 5.1',
  },
  'space-after-colon': {
    title: 'You read a header only if exactly one space follows the colon',
    why: "There may be no space, several, or tabs. They don't belong to the value.",
    hint: 'At what do you split the line, and what do you remove from the value?',
    read: 'RFC 9112, section 5',
  },
  'body-counted-in-characters': {
    title: 'No response came to a body with characters of several bytes',
    why: 'Content-Length counts bytes. Such a body has fewer characters than bytes, so a program '
      + 'that counts characters waits forever.',
    hint: 'Of what do you take the length when you ask whether the body is complete?',
    read: 'RFC 9110, section 8.6',
  },
  'body-cut-at-blank-line': {
    title: "A body with an empty line in it didn't come back whole",
    why: 'Only the first empty line ends the head. A body may contain anything, also the bytes '
      + '\\r\\n\\r\\n.',
    hint: 'How many parts does split return if \\r\\n\\r\\n appears twice?',
    read: 'RFC 9112, section 2.1',
  },
  'bytes-as-text': {
    title: 'The body came back with other bytes',
    why: "A body may be a picture. Bytes that aren't valid UTF-8 are lost if you turn them into "
      + 'text: each of them becomes �.',
    hint: 'Where does your program turn the body into text? Does it need to?',
    read: 'RFC 9110, section 6.4',
  },
  'one-event-one-message': {
    title: 'A request whose head came in two pieces got no correct response',
    why: 'TCP may cut the bytes anywhere, so one data event is not one request.',
    hint: 'Where does the first piece wait for the second?',
    read: 'lesson:tcp-is-a-stream',
  },
  'body-not-awaited': {
    title: "A body that came in pieces didn't come back",
    why: 'The head and the body often arrive in separate pieces, and so do the parts of a large '
      + 'body.',
    hint: 'What do you do when the head is complete, but fewer bytes than Content-Length came '
      + 'after it? Does a timer end the wait?',
    read: 'RFC 9112, section 6.3',
  },
  'broken-characters': {
    title: 'A character was broken in two where the body was cut',
    why: 'A piece may end in the middle of a character. Turned into text on its own, it becomes �.',
    hint: 'Do you join bytes, or texts?',
    read: 'lesson:tcp-is-a-stream',
  },
  'shared-buffer': {
    title: 'Two clients got mixed up',
    why: 'One client had sent half of its request when the other one came. Their bytes got into '
      + 'the same variable.',
    hint: 'Which variables are outside the function that createServer calls for each client?',
    read: 'lesson:tcp-is-a-stream',
  },
  'left-open': {
    title: "You kept the connection open, but didn't respond to the next request on it",
    why: 'A client may use an open connection again, because a new one takes time. It sent a '
      + 'request, and nothing came back.',
    hint: 'Do you want to close after a response, or to respond again? Which line does it?',
    read: 'RFC 9112, section 9.3',
  },
  'first-request-again': {
    title: 'The second request on a connection got the wrong response',
    why: 'A second request came after the first one, and the response to it was a different one.',
    hint: 'What is left of the received bytes after you have responded to a request?',
    read: 'lesson:tcp-is-a-stream',
  },
  ...rareFindings,
} as const satisfies Record<string, Finding>
