// The mistakes that this lesson knows: in reading what the client accepts, in the bytes, in the
// headers about them, and in what is worth the work.

import type { Finding } from '../../src/course/check/finding.ts'

export const findings = {
  'not-the-list': {
    title: "GET /greetings without Accept-Encoding didn't get the list as JSON",
    why: 'A client that sends no Accept-Encoding gets the text as it is.',
    hint: 'What does your `compress` return when the client accepts no coding? Does Content-Length '
      + 'count bytes, or characters?',
    read: 'RFC 9110, section 12.5.3',
  },
  'wrong-status': {
    title: "Without Accept-Encoding the status was 200, and with it, it isn't",
    why: 'The text without compression is always acceptable, unless the client refuses `identity`.',
    hint: 'Which value of Accept-Encoding was sent, and what does your program make of it?',
    read: 'RFC 9110, section 12.5.3',
  },
  'compressed-without-being-asked': {
    title: 'You compressed a response for a client that named no coding in Accept-Encoding',
    why: 'A missing header allows any coding, but many such clients, curl among them, '
      + 'do not decompress. This exercise asks for the text.',
    hint: 'What does `acceptsGzip` return if the header is missing or empty?',
    read: 'RFC 9110, section 12.5.3',
  },
  'not-compressed': {
    title: 'The client accepts gzip, and you sent a long text without compression',
    why: 'Compressed text is a fraction of the size, so it arrives sooner on a slow network.',
    hint: 'Which response does your `compress` leave alone, and is this one of them?',
    read: 'RFC 9110, section 12.5.3',
  },
  'case-sensitive': {
    title: "The same coding in capitals wasn't understood",
    why: 'Content codings are case-insensitive: GZIP is gzip.',
    hint: 'Are both sides of your comparison in lower case?',
    read: 'RFC 9110, section 8.4.1',
  },
  'list-not-read': {
    title: "The list of codings contains gzip, and it wasn't found",
    why: 'Accept-Encoding is a list, separated by commas. Browsers send `gzip, deflate, br, zstd`.',
    hint: 'Into which parts do you have to split the header before you compare? And does an entry '
      + 'for another coding decide about gzip?',
    read: 'RFC 9110, section 12.5.3',
  },
  'star-not-read': {
    title: 'The asterisk in Accept-Encoding was misunderstood',
    why: "`*` is about every coding that the header doesn't name. An entry of its own decides "
      + 'about gzip, wherever it is in the list.',
    hint: 'Which entry is about gzip here: one of its own, or `*`?',
    read: 'RFC 9110, section 12.5.3',
  },
  'weight-misread': {
    title: 'The client accepts gzip with a weight, and you sent no compressed text',
    why: 'Each weight above 0 means that the coding is acceptable, even `q=0.001`.',
    hint: 'What does your program make of the text after `gzip`?',
    read: 'RFC 9110, section 12.4.2',
  },
  'refused-coding-sent': {
    title: 'The client refused a coding with q=0, and you used it',
    why: 'A weight of 0 means that the client cannot decompress it, or does not want to.',
    hint: 'What does your program make of `q=0`, of `q=0.000`, and of a capital Q?',
    read: 'RFC 9110, section 12.4.2',
  },
  'coding-not-accepted': {
    title: "You used a coding that the client didn't list",
    why: 'The client gets bytes that it has no decoder for. `x-gzipped` is another name than '
      + '`gzip`, and `identity` means no coding at all.',
    hint: 'Which codings does this header name, each as a whole word?',
    read: 'RFC 9110, section 12.5.3',
  },
  'encoding-not-told': {
    title: "The body is compressed, and Content-Encoding doesn't say so",
    why: 'The client takes the compressed bytes for the text itself.',
    hint: 'Which header tells the client to decompress?',
    read: 'RFC 9110, section 8.4',
  },
  'not-decompressible': {
    title: "Content-Encoding names a coding, and the body can't be decompressed with it",
    why: 'A client follows the header. A browser shows an error page instead of your text.',
    hint: 'Is the body that you send the one that your compression returned?',
    read: 'RFC 9110, section 8.4',
  },
  'compressed-twice': {
    title: 'The body is compressed twice',
    why: 'The client decompresses once, as the header says, and finds compressed bytes again.',
    hint: 'How many times does your program compress one response?',
    read: 'RFC 9110, section 8.4',
  },
  'other-bytes': {
    title: "After decompression, the text isn't the one that other clients get",
    why: 'Compression loses nothing: the client has to get the same bytes back.',
    hint: 'What exactly do you compress, and for which request was it made?',
    read: 'RFC 9110, section 8.4',
  },
  'half-answer': {
    title: 'Content-Length promises more bytes than came',
    why: 'It counts the bytes on the wire, after compression. A client waits for the rest, and '
      + 'then reports an error.',
    hint: 'Which body does your Content-Length describe: the one before or after compression?',
    read: 'RFC 9110, section 8.6',
  },
  'type-changed': {
    title: 'Content-Type changed with the compression',
    why: 'Content-Type says what the client has after decompression, and that is still JSON. '
      + 'Content-Encoding alone says that it was compressed.',
    hint: 'Which of the headers describes the text, and which one the bytes on the wire?',
    read: 'RFC 9110, section 8.3',
  },
  'small-compressed': {
    title: 'You compressed a body of less than 100 bytes',
    why: 'Compressed with gzip, so short a text becomes longer, and it fits into one packet '
      + 'anyway. HTTP allows it, but this exercise asks you to leave it alone.',
    hint: 'How long is the body before and after compression?',
    read: 'lesson:compression',
  },
  'picture-compressed': {
    title: 'You compressed a PNG picture',
    why: 'PNG is compressed already: both sides work, and nearly no byte is saved. '
      + 'HTTP allows it, but this exercise asks you to leave it alone.',
    hint: 'Which header of the reply says what the body is?',
    read: 'lesson:compression',
  },
  'no-vary': {
    title: "The response depends on Accept-Encoding, and Vary doesn't say so",
    why: "A cache could send the compressed bytes to a client that can't decompress them.",
    hint: 'Which header of the request did you look at? Vary is a list of such names.',
    read: 'RFC 9110, section 12.5.5',
  },
  'no-vary-uncompressed': {
    title: 'Vary names Accept-Encoding only if the body is compressed',
    why: 'A cache that stored this response may send it to every client, so nobody gets it '
      + 'compressed. It depends on the header too.',
    hint: 'Does your program return before it sets Vary?',
    read: 'RFC 9110, section 12.5.5',
  },
  'malformed-etag': {
    title: 'The compressed response has an ETag that is not valid',
    why: 'The name is in double quotes, with nothing after them and no space between them. A weak '
      + 'one begins with a capital W and a slash.',
    hint: 'Which characters come before the first quote and after the last one? And does the '
      + 'response have a second ETag, whose name is written in other letters?',
    read: 'RFC 9110, section 8.8.3',
  },
  'same-etag': {
    title: 'The compressed and the uncompressed body have the same strong ETag',
    why: "A strong ETag is a name for exactly these bytes. A cache that trusts it mixes parts of "
      + 'both.',
    hint: 'Which bytes does the ETag describe? How do you write one that is weak?',
    read: 'RFC 9110, section 8.8.3.3',
  },
  'head-differs': {
    title: 'HEAD got other headers than GET',
    why: 'Content-Length in a response to HEAD has to be the one that GET would get, and Vary '
      + 'is the same.',
    hint: 'Does a reply to HEAD pass through `compress` as well?',
    read: 'RFC 9110, section 9.3.2',
  },
  'mixed-up': {
    title: 'A client got the text that was made for another one',
    why: 'A server has many clients at once, each with its own name and its own codings.',
    hint: 'Which of your variables live longer than one request?',
    read: 'lesson:compression',
  },
} as const satisfies Record<string, Finding>
