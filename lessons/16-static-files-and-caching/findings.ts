// The mistakes that this lesson knows: files that nobody offered, copies that are served again, and
// parts that are cut wrong.

import type { Finding } from '../../src/course/check/finding.ts'

export const findings = {
  'not-served': {
    title: 'A file that lies in public was not served, or not as it is',
    why: 'The address is the name of the file, with its percent signs decoded.',
    hint: 'Which path does your program open for this address?',
    read: 'lesson:static-files-and-caching',
  },
  'wrong-type': {
    title: 'A file came with the wrong type',
    why: 'A browser does not guess any more: '
      + 'a style sheet that is called text/plain is thrown away.',
    hint: 'Which ending does the file have, and which type belongs to it?',
    read: 'RFC 9110, section 8.3',
  },
  'missing-file-not-404': {
    title: 'A file that is not there was not answered with 404',
    why: 'A wrong address is the usual case on the internet. It is no failure of the server.',
    hint: 'What does your program do when the file cannot be found, or is a folder?',
    read: 'RFC 9110, section 15.5.5',
  },
  traversal: {
    title: 'With ../ a stranger got out of the folder and read your program',
    why: 'The next one reads your passwords. Programs do this all day long, with every address.',
    hint: 'What does join do with two dots?',
    read: 'lesson:urls-and-parameters',
  },
  'encoded-traversal': {
    title: 'With an encoded ../ a stranger got out of the folder and read your program',
    why: 'You looked for dots before decoding, or did not look at the slash that decoding made.',
    hint: 'What is %2e%2e%2f after decoding? Where do you check: before or after?',
    read: 'lesson:urls-and-parameters',
  },
  'hidden-file-served': {
    title: 'You served a file whose name begins with a dot',
    why: 'In .env stand passwords, and .git has the whole history of your program.',
    hint: 'Which files in a folder do people not think of?',
    read: 'RFC 8615',
  },
  'link-followed': {
    title: 'A symbolic link in public led out of the folder, and you followed it',
    why: 'A link is a door. Whoever can make one in your folder reads every file of the machine.',
    hint: 'Which function tells where a path really leads?',
    read: 'lesson:static-files-and-caching',
  },
  'no-etag': {
    title: 'The answer has no ETag',
    why: 'Without a tag a browser must fetch the whole file again, each time.',
    hint: 'Which header names a version of a file?',
    read: 'RFC 9110, section 8.8.3',
  },
  'same-etag': {
    title: 'The file has changed, and its ETag has not',
    why: 'Browsers keep the old file for ever, and people tell you to "empty the cache".',
    hint: 'What do you make the tag of? Does it change with the content?',
    read: 'RFC 9110, section 8.8.1',
  },
  'not-modified-ignored': {
    title: 'The client has this version, and you sent it again with 200',
    why: 'If-None-Match says: I have this one, tell me whether it is still good. '
      + '304 is the answer, with no body.',
    hint: 'Do you compare the whole header, or each tag in it? And with a W/ before it?',
    read: 'RFC 9110, section 13.1.2',
  },
  'range-ignored': {
    title: 'A part was asked for, and the whole file came',
    why: 'Films could not be wound forward, and a download that broke off would begin anew.',
    hint: 'Which header asks for a part, and which status tells that it is one?',
    read: 'RFC 9110, section 14',
  },
  'wrong-range': {
    title: 'The part that came is not the one that was asked for',
    why: 'Both ends count: bytes=2-4 is three bytes. '
      + 'The client puts the parts together, and one byte too few breaks the file.',
    hint: 'Does the last byte belong to it? What does a range without its first number mean?',
    read: 'RFC 9110, section 14.1.2',
  },
  'no-416': {
    title: 'A part behind the end of the file was not refused with 416',
    why: 'The client must learn that its copy is longer than your file.',
    hint: 'What is the first byte that was asked for, and how long is the file?',
    read: 'RFC 9110, section 15.5.17',
  },
  'whole-file-in-memory': {
    title: 'Twelve bytes of a very large file were asked for, and your '
      + 'program could not send them',
    why: 'Whoever reads a file as a whole needs memory for all of it, for each visitor. '
      + 'Node refuses that for files over two gigabytes.',
    hint: 'Which function reads only the part from start to end?',
    read: 'lesson:static-files-and-caching',
  },
  crashed: {
    title: 'An address ended your server',
    why: 'A file that is not there is an error event of the stream. Nobody heard it.',
    hint: 'Which stream or promise has nobody who catches its error?',
    read: 'lesson:tcp-is-a-stream',
  },
} as const satisfies Record<string, Finding>
