// The mistakes that this lesson knows: in the query, in the numbers, and in the path.

import type { Finding } from '../../src/course/check/finding.ts'

const own = 'lesson:urls-and-parameters'
const urlStandard = 'https://url.spec.whatwg.org/#urlencoded-parsing'

export const findings = {
  'not-found': {
    title: "The response isn't the one that the exercise asks for",
    why: 'The URL is well-formed, and the table in the exercise says what belongs in the response.',
    hint: 'Print the path, its segments and the query. Which of them is not what you expected?',
    read: own,
  },
  'not-json': {
    title: "The response isn't a JSON object",
    why: 'The check reads the whole body as JSON. Here it is something else, or it is cut off.',
    hint: 'Do you send what JSON.stringify returns for one object? If the end is missing: '
      + 'Content-Length is the number of bytes, not of characters.',
    read: own,
  },
  'number-as-text': {
    title: 'A number came back as text, in quotes',
    why: 'Everything in a URL is text. In the JSON of this exercise, an id and a limit are '
      + 'numbers: {"id":12} and not {"id":"12"}.',
    hint: 'Where does your program turn the text into a number?',
    read: own,
  },
  'other-response-later': {
    title: 'A URL got a wrong response, and the right one when it was sent again',
    why: 'What a URL means must not depend on other requests. A regular expression with the flag '
      + 'g, for example, remembers where its last match ended.',
    hint: 'Which variables or patterns outside your functions do all requests share?',
    read: own,
  },
  'tag-kept': {
    title: 'A response contains a tag of an earlier request',
    why: "Each request has its own tags. If requests share a list or a cache that doesn't look at "
      + 'the query, a client sees what others have sent.',
    hint: 'Where is the list of the tags made: once, or for each request?',
    read: own,
  },
  'tags-not-a-list': {
    title: 'The tags came back as a text, not as a list',
    why: 'A client goes through the tags, even if there is only one: {"tags":["home"]}.',
    hint: 'What does your program return for a single tag?',
    read: 'https://url.spec.whatwg.org/#interface-urlsearchparams',
  },
  'missing-tags': {
    title: "The URL has no tag, and tags isn't an empty list",
    why: 'A client that goes through the list would meet a tag that nobody sent.',
    hint: 'What does get return for a name that is not in the query, and what does getAll return?',
    read: 'https://url.spec.whatwg.org/#interface-urlsearchparams',
  },
  'missing-limit': {
    title: "The URL has no limit, and you didn't use 20",
    why: 'A parameter that may be missing needs a default. Here it is 20.',
    hint: 'What does your program do when get("limit") returns null?',
    read: own,
  },
  'repeated-keys-lost': {
    title: 'A name appears several times in the query, and a value was lost',
    why: 'Checkboxes and filters send one name several times. Every value counts, even one that '
      + 'was sent before.',
    hint: 'Which method of URLSearchParams returns more than one value?',
    read: 'https://url.spec.whatwg.org/#interface-urlsearchparams',
  },
  'order-lost': {
    title: 'The tags came back in another order than they were sent',
    why: 'The order of the values in a query can mean something, such as which filter comes first.',
    hint: 'Does your program sort the tags, or keep them in something that has no order?',
    read: own,
  },
  'empty-value-lost': {
    title: 'A tag with an empty value was lost',
    why: 'In ?tag= the tag is there, and its value is the empty text. A form sends that for a '
      + 'field that is left empty.',
    hint: 'Which values does your program drop? Is the empty text one of them?',
    read: urlStandard,
  },
  'split-by-hand': {
    title: "The URL has a second question mark, and it wasn't taken for data",
    why: 'Only the first question mark begins the query. All later ones are data in it.',
    hint: "What does '/notes?tag=a?b'.split('?') return?",
    read: 'RFC 3986, section 3.4',
  },
  'value-cut': {
    title: 'A value in the query was cut at a character that is data',
    why: 'In a query, only & separates parameters, and only the first = ends a name. Commas, '
      + 'semicolons and later = belong to the value.',
    hint: 'At which characters does your program split the query or its values?',
    read: urlStandard,
  },
  'query-decoded-too-early': {
    title: 'A value in the query was cut at %26, an encoded &',
    why: '%26 is how an & gets into a value without ending it. If you decode the whole query '
      + "before it is split, you can't tell the two apart.",
    hint: 'In which order do you split and decode? URLSearchParams does both.',
    read: urlStandard,
  },
  'query-not-decoded': {
    title: "A value in the query wasn't decoded, or not completely",
    why: 'In a query, %20 and + are both a space, and characters outside ASCII are sent as bytes.',
    hint: 'Do you take the query apart by hand? Which class does that for you?',
    read: urlStandard,
  },
  'query-decoded-twice': {
    title: 'A value in the query was decoded twice',
    why: 'URLSearchParams decodes names and values. %2520 means the text %20: if you decode that '
      + 'once more, it is another text.',
    hint: 'Do you call decodeURIComponent with what get or getAll returned?',
    read: urlStandard,
  },
  'name-not-decoded': {
    title: "A parameter's name was percent-encoded, and you didn't recognize it",
    why: 'Names are encoded like values: %74ag is tag.',
    hint: 'Which part of name=value does your program decode?',
    read: urlStandard,
  },
  'value-changed': {
    title: 'A value came back changed',
    why: 'It is the data of the client: spaces, capital letters and all other characters count.',
    hint: 'What does your program do to the value, apart from decoding it as UTF-8?',
    read: own,
  },
  'junk-accepted-as-number': {
    title: "Text that isn't a whole number from 1 up was accepted as a number",
    why: 'parseInt stops at the first letter, and Number reads 1e3 and the empty text. '
      + 'The client gets another note than it asked for, and never learns of its mistake.',
    hint: 'Does your check look at the whole text, from its first to its last character?',
    read: own,
  },
  'bad-limit-ignored': {
    title: "The limit wasn't a number, and you used the default instead of refusing it",
    why: 'The default is for a limit that is missing. A wrong one is a mistake of the client, and '
      + 'it learns of it only if you say so.',
    hint: 'How does your program tell a missing limit from a wrong one?',
    read: own,
  },
  'good-number-refused': {
    title: "A good number was sent, and it didn't come back",
    why: "It has only the digits 0 to 9, and it doesn't begin with 0.",
    hint: 'Which texts does your pattern match? Try it with one digit, and with five.',
    read: own,
  },
  'case-ignored': {
    title: '/Notes was taken for /notes',
    why: 'Paths are case-sensitive. With two spellings, each note has several URLs.',
    hint: 'Where does your program ignore the case of letters?',
    read: 'RFC 3986, section 6.2.2.1',
  },
  'surplus-segments': {
    title: 'The path goes on after the note or file, and it got a success all the same',
    why: 'The rest of the path is ignored, so endless URLs lead to the same note.',
    hint: 'How many segments may the path have?',
    read: own,
  },
  'decoded-too-early': {
    title: "The name has an encoded slash, and it didn't come back whole",
    why: '%2F is how a slash gets into a segment without ending it. If you decode first, you '
      + "can't tell the two apart, and an attacker reaches files in other folders with it.",
    hint: 'In which order do you split and decode?',
    read: 'RFC 3986, section 2.4',
  },
  'encoded-slash-separates': {
    title: 'An encoded slash was taken for a separator of segments',
    why: '/notes%2F12 has a single segment, and its text is notes/12. So it is not the note 12.',
    hint: 'Does a part of your program look at the path after all of it was decoded?',
    read: 'RFC 3986, section 2.4',
  },
  'plus-in-path': {
    title: 'A + in the path came back as a space',
    why: 'The plus that means a space belongs to the query. In a path, a plus is a plus.',
    hint: 'Which function decodes your segments, and is it made for queries?',
    read: urlStandard,
  },
  'decoded-twice': {
    title: 'The segment was decoded twice',
    why: '%2520 means the text %20, which can be part of a name. Decoded once more it is '
      + 'another name, and %252F gets a slash past every check that came before.',
    hint: 'How many times does the segment go through decodeURIComponent?',
    read: 'RFC 3986, section 2.4',
  },
  'not-decoded': {
    title: 'The segment came back with its percent signs',
    why: 'The client encoded the name for the URL. It means the name without the percent signs.',
    hint: 'Which function turns %20 and %2F back into a space and a slash?',
    read: 'RFC 3986, section 2.1',
  },
  'decode-crash-is-a-500': {
    title: 'A malformed escape got a 5xx response',
    why: '%zz is a mistake of the client. A 5xx says that the server failed, and somebody is '
      + 'called to repair it.',
    hint: 'What does decodeURIComponent do with %zz, and who catches it?',
    read: 'RFC 9110, section 15.5.1',
  },
  'broken-escape-accepted': {
    title: 'A path with a malformed escape got a success, as if it were fine',
    why: 'Nobody can know which name was meant.',
    hint: 'What does your program do with %zz in a path?',
    read: 'RFC 3986, section 2.1',
  },
  'broken-escape-not-400': {
    title: "A malformed escape wasn't refused with 400",
    why: '404 says that there is nothing at this URL. 400 says that the URL itself is malformed, '
      + 'so the client knows what to repair.',
    hint: 'Which status does your program send when a segment cannot be decoded?',
    read: 'RFC 9110, section 15.5.1',
  },
  'wrong-status': {
    title: "A URL has to be refused, and the status isn't the one that says so",
    why: 'A client reads the status, not the text: 404 says that there is nothing at this URL, '
      + '400 that the client made a mistake, and 200 that all is well.',
    hint: 'Which status do you send with this response?',
    read: 'lesson:status-codes',
  },
  'server-error': {
    title: 'A URL got a 5xx response',
    why: 'Clients can send any URL. A 5xx says that the server failed.',
    hint: 'Which line of your program throws for this URL?',
    read: 'RFC 9110, section 15.6.1',
  },
  crashed: {
    title: 'A request ended your server',
    why: 'In Node, an error that nothing catches ends the program for everyone. '
      + 'decodeURIComponent throws for %zz, for example, and new URL for some paths.',
    hint: 'Which line threw, and which try is around it?',
    read: own,
  },
  'host-taken-from-the-path': {
    title: 'A target with something like a host before /notes/1 got the response of /notes/1',
    why: 'new URL takes what follows two slashes for a host, and a backslash for a slash. The path '
      + "begins after it, so a rule that looks at the path doesn't see what was sent.",
    hint: 'What is new URL("//shop.example/notes/1", "http://localhost").pathname?',
    read: own,
  },
  'empty-segment-ignored': {
    title: 'A path with an empty segment got a response as if it had none',
    why: 'Two slashes in a row mean an empty segment. If you skip it, your rules see another path '
      + 'than the one that was sent.',
    hint: 'What does your program do with the empty text that split returns?',
    read: own,
  },
  'dots-resolved': {
    title: 'A path with dots got a response as if they were steps back',
    why: 'If you resolve the dots before you look at the path, one URL can pretend to be another.',
    hint: 'Which part of your program takes ../ for a step back?',
    read: own,
  },
} as const satisfies Record<string, Finding>
