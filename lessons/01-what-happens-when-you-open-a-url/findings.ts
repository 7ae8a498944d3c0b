// The mistakes that this lesson knows: on the way from the name to the address, from there to the
// connection, and in how the program ends.

import type { Finding } from '../../src/course/check/finding.ts'

const ownLesson = 'lesson:what-happens-when-you-open-a-url'

export const findings = {
  'hard-coded-address': {
    title: 'The check\'s name server got no query for the name in the URL',
    why: 'Only this name server knows the addresses of the name. Other name servers don\'t, and an '
      + 'address that is written in the program is right only until the server moves.',
    hint: 'Which line of your program asks for the addresses? Which object was told about '
      + 'DNS_SERVER, and is it the one that you ask?',
    read: ownLesson,
  },
  'other-name-server': {
    title: 'Your program asked a name server other than the one of the check',
    why: 'Only the name server of the check knows this name. The others say, truthfully, that it '
      + 'doesn\'t exist.',
    hint: 'Which object in the program was told about DNS_SERVER? Do you ask that one?',
    read: ownLesson,
  },
  'other-address': {
    title: 'Your program connected to an address that does not belong to the name',
    why: 'DNS returned the addresses of the name, and none of them is the address that your '
      + 'program connected to. On a real network, it would talk to another machine.',
    hint: 'Which address does connect get? If it gets none, it connects to localhost.',
    read: ownLesson,
  },
  'no-connection': {
    title: 'Your program asked for the addresses, but no connection came',
    why: 'An IP address leads to a machine, and the port leads to one program on it. The server '
      + 'listens on the port that is in the URL.',
    hint: 'Which address and which port does connect get? Where do both come from?',
    read: ownLesson,
  },
  crashed: {
    title: 'Your program ended with an error before it reached the server',
    why: 'An error that nobody catches ends the program, and the lines below it never run.',
    hint: 'What does the error say, and which line of your own file does it name?',
    read: ownLesson,
  },
  'missing-kind-ends-all': {
    title: 'DNS returned an address of the name, but your program gave up without trying it',
    why: 'Many names have only A records, and some only AAAA records. "There are none" is an '
      + 'answer about one kind, and says nothing about the other.',
    hint: 'What does your program do with the result of one query if the other one fails?',
    read: ownLesson,
  },
  'only-ipv6': {
    title: 'The name has an IPv4 address, but the check\'s name server got no query for it',
    why: 'Some names have only IPv4 addresses. A program that asks only for the other kind can\'t '
      + 'find them.',
    hint: 'AAAA records contain IPv6 addresses. What are the records for IPv4 called? Do you send '
      + 'both queries with `resolver`, and both even if the first one fails?',
    read: 'RFC 1035, section 3.4.1',
  },
  'only-ipv4': {
    title: 'The name has an IPv6 address, but the check\'s name server got no query for it',
    why: 'Some names have only IPv6 addresses, and a name that has both may not be reachable '
      + 'over IPv4. A program that asks only for the other kind can\'t find them.',
    hint: 'A records contain IPv4 addresses. What are the records for IPv6 called? Do you send '
      + 'both queries with `resolver`, and both even if the first one fails?',
    read: 'RFC 3596',
  },
  'only-first-address': {
    title: 'The name\'s second address accepts connections, but your program did not try it',
    why: 'A name can have several addresses, and one of them may not work. Here the first one '
      + 'refuses every connection. Clients then try the others.',
    hint: 'What does your program do after a connection was refused, if there are addresses left?',
    read: 'RFC 8305',
  },
  'address-left-out': {
    title: 'One address of the name accepts connections, but your program did not try it',
    why: 'A client gives up only if all addresses of the name have refused the connection.',
    hint: 'Which of the addresses below does your program leave out: the first, the last?',
    read: 'RFC 8305',
  },
  'dns-told-as-refusal': {
    title: 'The name has no address, but your program says that the connection was refused',
    why: 'The code 7 tells people to look for a server that is down. The problem is the name, so '
      + 'they look in the wrong place.',
    hint: 'Which code does curl use if it can\'t resolve a name? Does your program end there?',
    read: ownLesson,
  },
  'no-address-not-told': {
    title: 'The name has no address, but your program did not end with the code 6',
    why: 'With its exit code, a program says whether it worked, and if it didn\'t, why. A name '
      + 'may not exist, or exist without any address.',
    hint: 'What does your program do with an empty list of addresses, or with an error from DNS?',
    read: ownLesson,
  },
  'refusal-not-told': {
    title: 'Every connection was refused, but your program did not end with the code 7',
    why: 'With its exit code, a program says whether it worked, and if it didn\'t, why.',
    hint: 'What does your program do if there is no address left to try?',
    read: ownLesson,
  },
  'nothing-sent': {
    title: 'Your program connected, but sent nothing',
    why: 'The server speaks first here. It says a word and waits until the client sends it back.',
    hint: 'Does your program read the greeting, and does it write to the same socket?',
    read: ownLesson,
  },
  'other-word': {
    title: 'Your program sent something other than the word',
    why: 'The greeting is a sentence, and its last word is different each time, also in length. '
      + 'The server waits for that word alone, as a line.',
    hint: 'Compare the two texts below. How does your program find the last word?',
    read: ownLesson,
  },
  'no-line-break': {
    title: 'Your program sent the word, but no line break after it',
    why: 'The server waits for a whole line. Without the line break it can\'t know whether more '
      + 'letters follow.',
    hint: 'Which character ends a line?',
    read: ownLesson,
  },
  'never-ends': {
    title: 'Your program did everything right, but it does not end',
    why: 'A program ends when it has nothing left to wait for. An open connection is something to '
      + 'wait for.',
    hint: 'What is still open after the word was sent?',
    read: ownLesson,
  },
  'wrong-end': {
    title: 'Your program did everything right, but did not end with the code 0',
    why: 'Scripts continue only after a 0.',
    hint: 'Is there an error after the greeting? Look at what your program printed.',
    read: ownLesson,
  },
} as const satisfies Record<string, Finding>
