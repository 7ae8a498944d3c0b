// Mistakes with what can't be a parameter, and with numbers.

import type { Finding } from '../../src/course/check/finding.ts'

export const listFindings = {
  'wrong-order': {
    title: "The songs aren't in the order that the request asks for",
    why: 'The songs are sorted first, and cut off at the limit afterwards. And a ? in order by is '
      + 'a value, the same for each row, so it sorts nothing.',
    hint: 'What comes after order by in your statement, and which of it does the client choose?',
    read: 'https://www.sqlite.org/lang_select.html#orderby',
  },
  'injected-order-by': {
    title: 'A sort or an order from the URL ran as SQL, and gave away which song is not released',
    why: 'Two requests differed only in a title that they asked about, and the order of the list '
      + 'said which one was right. With enough such questions, anyone can read everything.',
    hint: 'Which texts may come after order by? Does your program compare the value with them?',
    read: 'lesson:sql-injection',
  },
  'bad-sort-accepted': {
    title: "A sort or an order that isn't offered got no 400",
    why: 'If the value gets into the statement, it is SQL. If it is ignored, the client believes '
      + 'that the list has the order that it asked for.',
    hint: 'What does your program do if the name is not exactly one of those that it offers?',
    read: 'RFC 9110, section 15.5.1',
  },
  'inherited-name': {
    title: 'The sort or order was a property name that every object or array has, and got no 400',
    why: 'Each object inherits properties such as constructor, so names[sort] finds something for '
      + 'them.',
    hint: 'What does your list look like: an object, or an array? What does Object.hasOwn do?',
    read: 'https://tc39.es/ecma262/#sec-object.hasown',
  },
  'server-blamed': {
    title: 'The client asked for something wrong, and your program sent a 5xx',
    why: '5xx says that the server failed. A 5xx also tells an attacker that the value got as far '
      + 'as the database.',
    hint: 'Which value of the URL reaches the statement without being checked?',
    read: 'RFC 9110, section 15.5.1',
  },
  'limit-ignored': {
    title: 'The list has more or fewer songs than the limit says',
    why: 'A limit is the largest number of songs in the list. Without one, it is 20.',
    hint: 'Which number does limit get in your statement?',
    read: 'https://www.sqlite.org/lang_select.html#limitoffset',
  },
  'bad-limit-accepted': {
    title: "A limit that isn't a whole number from 1 to 100 got no 400",
    why: 'In SQLite, limit -1 means no limit at all. And a limit that gets into the text of the '
      + 'statement needs no quote to become SQL. Number also reads 0x10 and 1e1.',
    hint: 'What is the smallest limit, the largest one, and which characters may it contain?',
    read: 'https://www.sqlite.org/lang_select.html#limitoffset',
  },
} as const satisfies Record<string, Finding>
