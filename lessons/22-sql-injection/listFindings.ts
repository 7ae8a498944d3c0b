// Mistakes with what can't be a parameter, and with numbers.

import type { Finding } from '../../src/course/check/finding.ts'

export const listFindings = {
  'wrong-order': {
    title: "The songs aren't in the order that the request asks for",
    why: 'A ? in order by is a value, and the same for each row, so it sorts nothing. The name of '
      + 'a column must be in the text of the statement.',
    hint: 'What does order by get from your program: a name, or a text in quotes?',
    read: 'https://www.sqlite.org/lang_select.html#orderby',
  },
  'injected-order-by': {
    title: 'A sort from the URL ran as SQL, and told a stranger about songs that are not released',
    why: 'Two requests differed only in a title inside the sort, and the order of the list said '
      + 'which one was right. With enough such questions, anyone can read everything.',
    hint: 'Which names may be in order by? Compare with that list before you use one.',
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
    title: 'The sort or order was the name of a property that every object has, and got no 400',
    why: 'Each object inherits names such as constructor, so names[sort] finds something for them.',
    hint: 'What does your list look like: an object, or an array? What does Object.hasOwn do?',
    read: 'https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/Object/hasOwn',
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
    why: 'A limit from 1 to 100 is kept exactly, and without one there are 20 songs at most.',
    hint: 'Which number does limit get in your statement?',
    read: 'https://www.sqlite.org/lang_select.html#limitoffset',
  },
  'bad-limit-accepted': {
    title: "A limit that isn't a whole number from 1 to 100 got no 400",
    why: 'In SQLite, limit -1 means no limit at all. And a limit that gets into the text of the '
      + 'statement needs no quote to become SQL.',
    hint: 'What is the smallest limit, the largest one, and what does Number make of this text?',
    read: 'https://www.sqlite.org/lang_select.html#limitoffset',
  },
} as const satisfies Record<string, Finding>
