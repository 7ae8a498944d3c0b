// The mistakes that this lesson knows: in the answer that is written, in the request that is read,
// and in what happens between the two.

import type { Finding } from '../../src/course/check/finding.ts'

export const findings = {
  'no-head': {
    title: 'You sent the text, and no head before it',
    why: 'A client reads the first line to learn how it went. It takes your text for that line, '
      + 'and gives up.',
    hint: 'What does a response contain before its body? Count the parts in the picture.',
    read: 'RFC 9112, section 2.1',
  },
  'wrong-status-line': {
    title: 'The first line of your answer is no status line',
    why: 'It has a fixed form, because programs read it: the version, a space, three digits, a '
      + 'space, some words. A client that cannot read it drops the whole answer.',
    hint: 'Compare it letter by letter: HTTP/1.1 200 OK. Which part differs, or stands elsewhere?',
    read: 'RFC 9112, section 4',
  },
  'body-before-headers': {
    title: 'A line of the head comes after the body',
    why: 'After the empty line everything is body. A header after it is shown as text, '
      + 'and nobody obeys it.',
    hint: 'In which order do you write the parts? Which one comes last?',
    read: 'RFC 9112, section 2.1',
  },
  'bare-line-feed': {
    title: 'A line of the head ends with \\n alone',
    why: 'Each line of a head ends with the two bytes \\r\\n. Some clients forgive the shorter '
      + 'end, others do not. Where two programs disagree, an attacker hides a request.',
    hint: 'Which line breaks does your program write? '
      + 'A line break inside a text in backticks is \\n.',
    read: 'RFC 9112, section 2.2',
  },
  'wrong-line-end': {
    title: 'A line of the head does not end with \\r\\n',
    why: 'A client looks for these two bytes to find the end of a line. Without them it takes the '
      + 'next line for a part of this one.',
    hint: 'Which bytes stand between the two lines? In which order?',
    read: 'RFC 9112, section 2.2',
  },
  'no-blank-line': {
    title: 'The empty line after the headers is missing',
    why: 'Only that line says that the head is over. Without it a client takes your text for '
      + 'one more header, or waits forever.',
    hint: 'How many times must \\r\\n come after the last header?',
    read: 'RFC 9112, section 2.1',
  },
  'two-blank-lines': {
    title: 'Two empty lines end your head',
    why: 'The first one ends the head. The second one is the beginning of the body, so the body is '
      + 'moved by two bytes, and its end is cut off.',
    hint: 'How many times does \\r\\n come after the last header, in all?',
    read: 'RFC 9112, section 2.1',
  },
  'bad-header': {
    title: 'A line of the head is no header',
    why: 'A header is a name, a colon and a value. The name has no space in it, and none after it.',
    hint: 'Is there a colon? And what stands before it?',
    read: 'RFC 9112, section 5',
  },
  'length-in-characters': {
    title: 'Content-Length counts the characters of your answer, not its bytes',
    why: 'One letter can be up to four bytes. The client reads as many bytes as you promise: '
      + 'the end of the text is cut off.',
    hint: 'What does .length count for a text, and what for a Buffer?',
    read: 'RFC 9110, section 8.6',
  },
  'wrong-length': {
    title: 'Content-Length is not the number of bytes in the body',
    why: 'With too small a number the end is cut off. With too large a number the client waits '
      + 'for bytes that never come.',
    hint: 'Of what exactly do you take the length, and what exactly do you send?',
    read: 'RFC 9110, section 8.6',
  },
  'answered-twice': {
    title: 'One request came, and two answers went out',
    why: 'The client keeps the second one for its next question, and from then on all answers '
      + 'belong to the wrong question.',
    hint: 'Which line writes an answer, and how often does it run for one request?',
    read: 'RFC 9112, section 9.2',
  },
  'closed-without-answer': {
    title: 'Your program closed the connection without an answer',
    why: 'The request had come whole. A client cannot tell silence from a broken cable.',
    hint: 'What did socket.end get? Does the function that makes the bytes also return them?',
    read: 'lesson:anatomy-of-http',
  },
  'no-end': {
    title: 'Nobody can tell where your answer ends',
    why: 'A client knows the end by the length, or by the end of the connection. Here is neither, '
      + 'so it waits.',
    hint: 'Two things can tell it: which of them do you want to send?',
    read: 'RFC 9112, section 6.3',
  },
  'wrong-status': {
    title: 'GET / is not answered with 200',
    why: 'Only 200 says: here is what you asked for.',
    hint: 'Does your program read the method and the target as they were sent?',
    read: 'RFC 9110, section 15.3.1',
  },
  'no-text': {
    title: 'GET / is answered with 200, and without a text',
    why: 'The client got an empty page.',
    hint: 'What comes after the empty line in your answer?',
    read: 'lesson:anatomy-of-http',
  },
  'unknown-path': {
    title: 'A path that is not there is not answered with 404',
    why: 'A client, a search engine and a cache all believe the status. With 200 they keep the '
      + 'page that is not there.',
    hint: 'What exactly do you compare: the whole target, or its first character?',
    read: 'RFC 9110, section 15.5.5',
  },
  'always-the-same-answer': {
    title: 'Every request gets the answer to GET /',
    why: 'Either your program does not look at the first line, or it still looks at the bytes of '
      + 'an earlier client.',
    hint: 'Where do the method and the target come from? And which variables stand outside of the '
      + 'function that createServer calls for each client?',
    read: 'lesson:tcp-is-a-stream',
  },
  'echo-elsewhere': {
    title: 'You answered a POST to another path as if it were /echo',
    why: 'Only the path /echo gives the body back. A path that begins or ends like it, or has '
      + 'other capitals, is another one.',
    hint: 'How exactly do you compare the target: as a whole, or only a part of it?',
    read: 'RFC 9110, section 15.5.5',
  },
  'method-ignored': {
    title: 'You answered a method that the path does not have with success',
    why: 'GET / and POST /echo are all there is. A client that gets 200 for DELETE believes that '
      + 'something was deleted.',
    hint: 'Which two parts of the first line decide what to answer?',
    read: 'RFC 9110, section 9.1',
  },
  'wrong-header-read': {
    title: 'With other headers around it, the length was not found, and the body did not come back',
    why: 'A request has many headers, in any order. Some have names or values that look like the '
      + 'one that you want.',
    hint: 'Where does the name of a header end? Do you look at each line, and at whole names?',
    read: 'RFC 9112, section 5',
  },
  'empty-body': {
    title: 'A POST with an empty body was not answered with an empty body',
    why: 'Content-Length: 0 is a length like any other. Such a request is complete when its head '
      + 'is.',
    hint: 'What does your program wait for when the length is 0?',
    read: 'RFC 9112, section 6.3',
  },
  'body-too-long': {
    title: 'You took bytes for the body that come after its end',
    why: 'The body has as many bytes as Content-Length says. What comes after them is the next '
      + 'request: a client may send it at once. Attackers use a server that mixes them up.',
    hint: 'At which byte does the body end, and where does your program cut it off?',
    read: 'RFC 9112, section 9.3.2',
  },
  'large-body': {
    title: 'A body of thousands of bytes did not come back',
    why: 'Small bodies came back. A photo has millions of bytes, and it arrives in many pieces.',
    hint: 'Is there a limit in your program? What happens to the bytes beyond it?',
    read: 'RFC 9112, section 6.2',
  },
  'no-echo': {
    title: 'POST /echo does not give the body back',
    why: 'The body is what comes after the empty line, as many bytes as Content-Length says.',
    hint: 'At which byte does the body begin, and at which does it end?',
    read: 'RFC 9112, section 6.2',
  },
  'header-names-by-case': {
    title: 'You know a header by one spelling only',
    why: 'Content-Length, content-length and CONTENT-LENGTH are the same name. Browsers, phones '
      + 'and proxies each write it in their own way.',
    hint: 'Under which spelling do you keep a name, and by which do you look for it?',
    read: 'RFC 9110, section 5.1',
  },
  'space-after-colon': {
    title: 'You read a header only when exactly one space follows the colon',
    why: 'The space is a habit. There may be none, or several, and they do not belong to the '
      + 'value.',
    hint: 'At what do you split the line, and what do you take off the value?',
    read: 'RFC 9112, section 5',
  },
  'body-counted-in-characters': {
    title: 'You compared Content-Length with the number of characters that came',
    why: 'The length counts bytes. With letters of two, three or four bytes there are fewer '
      + 'characters than that, so your program waits forever.',
    hint: 'Of what do you take the length when you ask whether the body is whole?',
    read: 'RFC 9110, section 8.6',
  },
  'body-cut-at-blank-line': {
    title: 'The body has an empty line in it, and you took that for its end',
    why: 'Only the first empty line ends the head. What is in the body is nobody\'s business but '
      + 'the sender\'s.',
    hint: 'How many parts does split give when \\r\\n\\r\\n comes twice?',
    read: 'RFC 9112, section 2.1',
  },
  'bytes-as-text': {
    title: 'The body came back with other bytes',
    why: 'A body may be a picture. Bytes that are no UTF-8 do not survive as a text: each of them '
      + 'becomes �, for good.',
    hint: 'Where does your program make a text of the body? Does it need one?',
    read: 'RFC 9110, section 6.4',
  },
  'one-event-one-message': {
    title: 'You took one data event for one request',
    why: 'The head came in two pieces, as TCP may deliver it at any time.',
    hint: 'Where does the first piece wait for the second?',
    read: 'lesson:tcp-is-a-stream',
  },
  'body-not-awaited': {
    title: 'You answered before the body had come',
    why: 'The head and the body often come in separate pieces. Uploads do so always.',
    hint: 'What do you do when the head is whole, and fewer bytes than '
      + 'Content-Length came after it?',
    read: 'RFC 9112, section 6.3',
  },
  'broken-characters': {
    title: 'A letter was broken in two where the body was cut',
    why: 'A piece may end in the middle of a letter. Made into text by itself, it becomes �.',
    hint: 'Do you put bytes together, or texts?',
    read: 'lesson:tcp-is-a-stream',
  },
  'shared-buffer': {
    title: 'Two clients got mixed up',
    why: 'One client had sent half of its request when the other one came. Their bytes were put '
      + 'into the same box.',
    hint: 'Which variables stand outside of the function that createServer calls for each client?',
    read: 'lesson:tcp-is-a-stream',
  },
  'left-open': {
    title: 'You kept the connection open, and did not answer the next request on it',
    why: 'A client may use an open connection again, and does so to save time. It asked, and '
      + 'nobody answers.',
    hint: 'Do you want to close after an answer, or to answer again? Which line does it?',
    read: 'RFC 9112, section 9.3',
  },
  'first-request-again': {
    title: 'The second request on a connection got the wrong answer',
    why: 'A second request came after the first one. Your program still looks at the bytes of the '
      + 'first.',
    hint: 'What is left of the received bytes after a request has been answered?',
    read: 'lesson:tcp-is-a-stream',
  },
} as const satisfies Record<string, Finding>
