// The mistakes that this lesson knows: files that aren't sent as they are, and files that nobody
// meant to serve.

import type { Finding } from '../../src/course/check/finding.ts'

export type FindingId = keyof typeof findings

export const findings = {
  'not-served': {
    title: "A file in public wasn't served, or not with its own bytes",
    why: 'The path of the URL names the file, after its percent signs are decoded. '
      + 'Any name that a file can have must work, and any bytes.',
    hint: 'Which file does your program open for this URL, and are its bytes sent unchanged?',
    read: 'lesson:static-files-and-caching',
  },
  'query-not-ignored': {
    title: 'The query changed the response',
    why: 'Pages add ?v=3 to the URL of a file to get past old copies. '
      + 'The query begins at the first ?, and it is not part of the name.',
    hint: 'Where do you cut the query off: before or after decoding? And is the type chosen from '
      + 'what is left?',
    read: 'RFC 3986, section 3.4',
  },
  'decoded-twice': {
    title: 'You decoded the path twice',
    why: '%252e means the three characters %2e, and they stay as they are: no file has that name. '
      + 'A second decoding is how attackers get dots past a guard that looked after the first.',
    hint: 'How often does your program call decodeURIComponent for one request? Does a library '
      + 'call it too?',
    read: 'RFC 3986, section 2.4',
  },
  'wrong-type': {
    title: 'A file came with the wrong type',
    why: 'With nosniff, a browser ignores a style sheet of another type. And a file that is '
      + 'labelled text/html runs its scripts as a page of yours.',
    hint: 'What is the extension of the decoded name, after its last dot, and which type belongs '
      + 'to it? Does your table know only the extensions that you wrote into it?',
    read: 'RFC 9110, section 8.3',
  },
  'wrong-charset': {
    title: "The Content-Type doesn't say that the text is UTF-8",
    why: 'Without charset=utf-8 a browser guesses, and "schön" turns into "schÃ¶n".',
    hint: 'What comes after the type in a Content-Type header?',
    read: 'RFC 9110, section 8.3.2',
  },
  'head-differs': {
    title: "The response to HEAD differs from the head of GET's response",
    why: 'HEAD asks for the head that GET would get, without the body. Clients use it to learn the '
      + 'size.',
    hint: 'Which lines run for HEAD and GET alike, and which ones only for GET?',
    read: 'RFC 9110, section 9.3.2',
  },
  'files-mixed-up': {
    title: 'Several clients asked at the same time, and one got the wrong bytes or headers',
    why: 'While your program waits for the disk, the next request begins. '
      + 'A variable outside the handler belongs to all of them.',
    hint: 'Which variables are outside the function that handles one request?',
    read: 'lesson:hello-http',
  },
  'file-changed-by-request': {
    title: 'A request changed or deleted a file in public',
    why: 'Anyone can send PUT and DELETE. A server of static files only reads.',
    hint: 'Which methods does your program look at?',
    read: 'RFC 9110, section 9.2.1',
  },
  'missing-file-not-404': {
    title: "A request for something that isn't there didn't get 404",
    why: "A wrong URL is normal on the internet. It isn't the server's failure (500), nothing is "
      + "forbidden (403), and there's no page to send (200).",
    hint: 'What does your program do when the file is missing, is a folder, or has a name that no '
      + 'file can have?',
    read: 'RFC 9110, section 15.5.5',
  },
  traversal: {
    title: 'With ../ a request got out of public and read a file next to it',
    why: 'The next one reads your passwords. Scanners try this on every server, all day long.',
    hint: 'What does join do with two dots?',
    read: 'lesson:urls-and-parameters',
  },
  'encoded-traversal': {
    title: 'With an encoded or disguised ../ a request got out of public',
    why: 'The guard looked at the path before it had its final form: decoding, or removing '
      + 'something, made a new ../ afterwards.',
    hint: 'What is %2e%2e%2f after decoding? Where do you check: before or after?',
    read: 'lesson:urls-and-parameters',
  },
  'sibling-folder': {
    title: 'A request read a file in a folder whose name only begins like public',
    why: '/srv/public-old begins with /srv/public too, so comparing the beginnings of two texts '
      + "doesn't tell whether a file is inside a folder.",
    hint: 'Which character comes after the name of the folder, when a file is really inside?',
    read: 'lesson:static-files-and-caching',
  },
  'absolute-path': {
    title: 'A URL with an absolute path read a file outside public',
    why: 'The function resolve starts again at the root of the disk when it gets an absolute path.',
    hint: 'What do join and resolve do with a second argument that begins with a slash?',
    read: 'lesson:static-files-and-caching',
  },
  'hidden-file-served': {
    title: 'You served a file whose name, or whose folder, begins with a dot',
    why: '.env contains passwords, and .git the whole history of your program.',
    hint: 'Do you look at each segment of the path, after decoding?',
    read: 'lesson:static-files-and-caching',
  },
  'link-followed': {
    title: 'A symbolic link in public leads out of it, and you followed it',
    why: 'Anyone who can make a link in your folder can read every file on the machine. '
      + 'A folder can be a link as well.',
    hint: 'Which function tells where a path really leads?',
    read: 'lesson:static-files-and-caching',
  },
  crashed: {
    title: 'Your server crashed during a request',
    why: 'An error event or a rejected promise that nothing handles ends the program, and every '
      + 'other download with it.',
    hint: 'Which stream or promise has nothing that handles its error?',
    read: 'lesson:tcp-is-a-stream',
  },
  'whole-file-in-memory': {
    title: 'Your program read the whole file before the client had taken the first part of it',
    why: 'We changed the last megabyte of a large file while the client was slow, and then your '
      + 'program sent the old bytes: they were in memory. A hundred slow clients need a hundred '
      + 'times as much.',
    hint: 'Which function reads a file piece by piece, and waits while the client is slow?',
    read: 'lesson:static-files-and-caching',
  },
  'slow-client-blocks': {
    title: 'While one client was slow, your program served no other',
    why: 'One telephone with a bad connection stops the whole site.',
    hint: 'What does your program wait for while it sends a large file?',
    read: 'lesson:what-happens-when-you-open-a-url',
  },
} as const satisfies Record<string, Finding>
