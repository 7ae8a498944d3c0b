// The mistakes that this lesson knows: how the server shows who it is, and how the client makes
// sure who the other side is.

import type { Finding } from '../../src/course/check/finding.ts'

export const findings = {
  'plain-text-served': {
    title: 'Your server responds without TLS',
    why: 'Everyone between the client and the server can read plain HTTP, and change it.',
    hint: 'From which module does createServer come? Does something else listen on the port too?',
    read: 'RFC 8446, section 1',
  },
  'no-tls': {
    title: 'The TLS handshake failed',
    why: 'Before the first byte of HTTP, client and server agree on a version and on keys. For '
      + 'that, the server needs a certificate and the private key that belongs to it.',
    hint: 'Does createServer get both files? Read below what the client says.',
    read: 'RFC 8446, section 4',
  },
  'wrong-certificate': {
    title: 'A client that trusts the authority refused your certificate',
    why: 'A client checks who has signed the certificate, which name it is for, and whether it is '
      + 'valid today. Below is what this client did not accept.',
    hint: 'Which of the files did you use?',
    read: 'RFC 5280, section 6.1',
  },
  'client-certificate-required': {
    title: 'Your server demands a certificate from the client',
    why: 'In HTTPS the server shows its certificate. A client has none, unless both sides have '
      + 'agreed on it.',
    hint: 'Which option of createServer asks the client for a certificate?',
    read: 'RFC 8446, section 4.3.2',
  },
  'not-answered': {
    title: 'The response over TLS is not the one that the exercise asks for',
    why: 'TLS carries bytes, as TCP does. The HTTP in them stays the same.',
    hint: 'Compare the status and the body with the table in the exercise.',
    read: 'lesson:anatomy-of-http',
  },
  'key-sent-out': {
    title: 'Your server has sent a private key to a stranger',
    why: 'Anyone who has the key can pretend to be your server. Such a key must be replaced at '
      + 'once.',
    hint: 'Which file do you send at this path? Which of the files must never leave the machine?',
    read: 'lesson:tls-and-https',
  },
  'no-certificate': {
    title: 'GET /certificate did not return the certificate of your server',
    why: 'A certificate is public: each client gets it anyway, in the handshake.',
    hint: 'Which of the files begins with BEGIN CERTIFICATE, and does your server use it?',
    read: 'lesson:tls-and-https',
  },
  'other-certificate': {
    title: 'GET /certificate returned a certificate, but not the one of your server',
    why: 'The folder contains several certificates. Your server shows one of them in the '
      + 'handshake.',
    hint: 'Which file did you pass to createServer?',
    read: 'lesson:tls-and-https',
  },
  'good-server-refused': {
    title: 'Your program refused a server that is genuine',
    why: 'Its certificate is signed by the authority, for the name localhost, and valid today. It '
      + 'is not the same certificate as yours.',
    hint: 'Which authority do you trust? Which name do you expect? 127.0.0.1 is not a name. What '
      + 'does your program remember from one request to the next?',
    read: 'lesson:tls-and-https',
  },
  'part-of-the-secret': {
    title: 'Your program passed on only a part of what the other server said',
    why: 'TLS carries a stream, as TCP does. What the other server says can come in several '
      + 'pieces.',
    hint: 'What does your program do with each piece, and when does it know that nothing more '
      + 'will come?',
    read: 'lesson:tcp-is-a-stream',
  },
  'asked-in-plain-text': {
    title: 'Your program asked the other server without TLS',
    why: 'Others can read and change the question on its way, and nobody has proved who it was '
      + 'that got it.',
    hint: 'From which module does connect come in ask?',
    read: 'RFC 8446, section 1',
  },
  'refusal-not-told': {
    title: 'The other server isn\'t genuine, but the status of your response doesn\'t say so',
    why: 'A client looks at the status first. One below 400 doesn\'t say that anything went wrong, '
      + 'but your program has nothing that it could pass on.',
    hint: 'Which status does your program send when the connection to the other server fails?',
    read: 'RFC 9110, section 15.6.3',
  },
  'checks-switched-off': {
    title: 'Your program talked to a server whose certificate nobody has signed',
    why: 'Anyone can make such a certificate. The connection is encrypted, but with whom?',
    hint: 'Which option makes every certificate good enough?',
    read: 'RFC 5280, section 6.1',
  },
  'signature-not-checked': {
    title: 'Your program believed a certificate that only says who signed it',
    why: 'Anyone can write the name of the authority into a certificate. Only the signature proves '
      + 'that it is true, and here the signature was made with another key.',
    hint: 'What compares the signature with the key of the authority: your program, or node:tls?',
    read: 'RFC 5280, section 6.1',
  },
  'name-not-checked': {
    title: 'Your program accepted a certificate that is for another name',
    why: 'The authority has signed it for bank.example. If clients accepted it, bank.example could '
      + 'pretend to be any other server.',
    hint: 'Which name must be in the certificate, and what compares it?',
    read: 'RFC 9525, section 6',
  },
  'name-partly-checked': {
    title: 'Your program accepted a name that only contains localhost',
    why: 'The certificate is for localhost.bank.example and my-localhost. Anyone can own such a '
      + 'name. It has to be the same name.',
    hint: 'How do you compare the names? Does the certificate\'s subject matter, or only its list '
      + 'of alternative names?',
    read: 'RFC 9525, section 6.3',
  },
  'date-not-checked': {
    title: 'Your program accepted a certificate that has expired',
    why: 'A key that was stolen years ago still fits its old certificate. The date makes sure that '
      + 'it can\'t be used forever.',
    hint: 'Which error of the connection do you forgive?',
    read: 'RFC 5280, section 4.1.2.5',
  },
  crashed: {
    title: 'Your program ended with an error, and all its connections with it',
    why: 'If a handshake fails, the socket emits an error event. Without a '
      + 'listener, that ends the program. So does any other error that nothing catches.',
    hint: 'Which line does the error below name? Is it the error of a socket without a listener?',
    read: 'lesson:tcp-is-a-stream',
  },
} as const satisfies Record<string, Finding>
