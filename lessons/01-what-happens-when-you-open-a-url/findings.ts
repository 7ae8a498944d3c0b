// The mistakes that this lesson knows: on the way from the name to the address, from there to the
// connection, and in how the program ends.

import type { Finding } from '../../src/course/check/finding.ts'

export const findings = {
  'hard-coded-address': {
    title: 'Your program never asked for the address of the name',
    why: 'Only a name server knows where a name leads today. An address in the program is right '
      + 'until the server moves.',
    hint: 'Which name stands in the URL, and which line of your program asks for its addresses?',
    read: 'lesson:what-happens-when-you-open-a-url',
  },
  'hard-coded-port': {
    title: 'Your program asked for the name, and then knocked at another door',
    why: 'An address leads to a machine. '
      + 'The port leads to one program on it, and the URL names it.',
    hint: 'Which address and which port does connect get? Where do both come from?',
    read: 'lesson:what-happens-when-you-open-a-url',
  },
  crashed: {
    title: 'Your program ended with an error before it reached the server',
    why: 'An error that nobody catches ends the program, and the lines below it never run.',
    hint: 'What does the error say, and which line of your own file does it name?',
    read: 'lesson:what-happens-when-you-open-a-url',
  },
  'other-name-server': {
    title: 'Your program asked another name server than the one of the check',
    why: 'The name is known to one name server only. The others say, truthfully, that there is no '
      + 'such name.',
    hint: 'Which object of the program was told about DNS_SERVER? Do you ask it?',
    read: 'lesson:what-happens-when-you-open-a-url',
  },
  'missing-kind-ends-all': {
    title: 'The name has no address of one kind, and your program gave up the other kind too',
    why: 'Most names have addresses of one kind only. "None of this kind" is an answer, and no '
      + 'reason to throw the good one away.',
    hint: 'What becomes of the first answer when the second question fails?',
    read: 'lesson:what-happens-when-you-open-a-url',
  },
  'only-ipv6': {
    title: 'The server has an IPv4 address, and your program never asked for it',
    why: 'Some servers have addresses of one kind only. '
      + 'Who asks for the other kind finds nothing.',
    hint: 'AAAA records hold IPv6 addresses. What are the records for IPv4 called?',
    read: 'RFC 1035, section 3.4.1',
  },
  'only-ipv4': {
    title: 'The server has an IPv6 address, and your program never asked for it',
    why: 'Some servers have addresses of one kind only. '
      + 'Who asks for the other kind finds nothing.',
    hint: 'A records hold IPv4 addresses. What are the records for IPv6 called?',
    read: 'RFC 3596',
  },
  'only-first-address': {
    title: 'The first address did not accept, and your program gave up',
    why: 'A name may have several addresses, and one of them may be out of order.',
    hint: 'What does your program do after a connection was refused, while addresses are left?',
    read: 'RFC 8305',
  },
  'dns-told-as-refusal': {
    title: 'The name has no address, and your program says that the connection was refused',
    why: 'Who reads 7 looks for a server that is down. The mistake is in the name, so the search '
      + 'goes the wrong way.',
    hint: 'Which code does curl give when it cannot resolve a name?',
    read: 'lesson:what-happens-when-you-open-a-url',
  },
  'no-address-not-told': {
    title: 'The name has no address, and your program did not end with the code 6',
    why: 'A program tells whoever started it by its exit code whether it worked, and how it '
      + 'failed.',
    hint: 'What does your program do with an empty list of addresses?',
    read: 'lesson:what-happens-when-you-open-a-url',
  },
  'refusal-not-told': {
    title: 'Nobody listened, and your program did not end with the code 7',
    why: 'A program tells whoever started it by its exit code whether it '
      + 'worked, and how it failed.',
    hint: 'What happens in your program when no address is left to try?',
    read: 'lesson:what-happens-when-you-open-a-url',
  },
  'no-greeting': {
    title: 'Your program connected, and did not give the word back',
    why: 'A connection is not a conversation yet. '
      + 'The server speaks first here, and waits for you.',
    hint: 'The last word of the greeting, and a line break after it: do you send exactly that?',
    read: 'lesson:what-happens-when-you-open-a-url',
  },
  'wrong-end': {
    title: 'Your program got everything right and did not end with the code 0',
    why: 'Scripts go on only after a 0.',
    hint: 'Does an error come after the greeting? Look at what your program printed.',
    read: 'lesson:what-happens-when-you-open-a-url',
  },
} as const satisfies Record<string, Finding>
