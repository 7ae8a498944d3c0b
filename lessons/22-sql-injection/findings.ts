// The mistakes that this lesson knows: words that become SQL, words that change, and names and
// numbers that nobody has checked.

import type { Finding } from '../../src/course/check/finding.ts'
import { listFindings } from './listFindings.ts'

export type Id = keyof typeof findings

export const findings = {
  'search-fails': {
    title: "A plain search didn't get the status 200",
    why: 'There were only letters in the words, and the sort, the order and the limit were among '
      + 'those that the lesson allows. A search that finds nothing gets an empty list.',
    hint: 'What does your program print? Are there as many values as question marks?',
    read: 'lesson:sql-and-sqlite',
  },
  'no-list': {
    title: "The response isn't a JSON array of songs",
    why: 'A list has one object for each song, with its id, title, artist and year. A search that '
      + 'finds nothing has an empty list.',
    hint: 'Which columns do you read, and with which method?',
    read: 'lesson:sql-and-sqlite',
  },
  'wrong-songs': {
    title: "A plain search found other songs than those with these words",
    why: 'A song is found if its title or its artist contains the words, anywhere.',
    hint: 'Where in the pattern are the % signs? If a ? is inside quotes, it is only a character. '
      + 'Does your program read the table for each search?',
    read: 'https://www.sqlite.org/lang_expr.html#like',
  },
  'unreleased-shown': {
    title: "A plain search showed a song that isn't released yet",
    why: 'In SQL, and binds more tightly than or: a and b or c means (a and b) or c. Without '
      + 'brackets, the condition for released songs counts only for a part of the search.',
    hint: 'Which conditions of your where belong together? Does every statement have all of them?',
    read: 'https://www.sqlite.org/lang_expr.html#operators_and_parse_affecting_attributes',
  },
  'case-matters': {
    title: "Words in capitals didn't find a title in small letters",
    why: 'A search for LOVE also finds love. In SQLite, like compares A to Z this way, and = and '
      + "instr don't.",
    hint: 'With what do you compare the words and the title: like, instr, =, or your own code?',
    read: 'https://www.sqlite.org/lang_expr.html#like',
  },
  concatenated: {
    title: 'Words from the URL became a part of your statement, and changed what it does',
    why: 'This is SQL injection. A quote in the words ended the text, and what came after it ran '
      + 'as SQL: anyone can read any row of any table.',
    hint: 'Which values does the client choose, and how do they get into the statement?',
    read: 'lesson:sql-injection',
  },
  'stacked-statement': {
    title: 'Words from the URL ran as a statement of their own, and removed your songs',
    why: 'This is SQL injection. exec runs all statements in its text, one after the other. A '
      + 'prepared statement is exactly one.',
    hint: 'Which text does exec get? How can a value be passed separately?',
    read: 'lesson:sql-injection',
  },
  'quote-breaks-statement': {
    title: 'A search with quotes or other odd characters got a 5xx',
    why: 'The name O\'Brien is enough to break a statement that contains the words. Such an error '
      + 'is also how attackers find out that they can inject SQL.',
    hint: 'What does your program print? Where in the statement do the words end up?',
    read: 'lesson:sql-injection',
  },
  'text-refused': {
    title: 'A search was refused because of its words',
    why: 'People are called O\'Brien, and songs can be called "Select * from love". A list of bad '
      + 'words or characters keeps them out, and never contains every attack.',
    hint: 'Which words does your program refuse? Are they dangerous if they are only a value?',
    read: 'lesson:sql-injection',
  },
  'text-changed': {
    title: "A song wasn't found by words that are in its title or its artist",
    why: 'Removing characters, doubling quotes or trimming spaces changes what people search for. '
      + 'A parameter needs none of that.',
    hint: 'What does your program do to the words before the database gets them? Does it read the '
      + 'table for each search?',
    read: 'lesson:sql-injection',
  },
  'search-not-stored': {
    title: "The words of a search aren't in the table searches as they were sent",
    why: 'Each search adds a row with exactly its words, before its response, even if it finds '
      + 'nothing.',
    hint: 'How do the words get into this statement? Which method runs it?',
    read: 'lesson:sql-injection',
  },
  'empty-search-stored': {
    title: 'A search without words added a row to the table searches',
    why: 'The table remembers what people searched for. Here they asked for all songs.',
    hint: 'Which value do the words have if q is missing or empty, and what happens to it?',
    read: 'lesson:sql-injection',
  },
  'plus-not-a-space': {
    title: "A query such as q=one+two? wasn't read as the words one two?",
    why: 'A form of a page writes each space as + into the query, and a + as %2B. The query begins '
      + 'at the first ?, and any other ? belongs to it.',
    hint: 'Which function reads the query, and which text does it get?',
    read: 'https://url.spec.whatwg.org/#urlencoded-parsing',
  },
  'odd-character-breaks': {
    title: 'A search with a NUL character got a 5xx',
    why: 'A statement ends at a NUL, even inside quotes. So even if every quote is doubled, words '
      + 'in a statement can break it. A parameter can contain any character.',
    hint: 'Do you escape the words yourself? How can they stay out of the statement?',
    read: 'lesson:sql-injection',
  },
  'wildcard-as-pattern': {
    title: 'A search for % or _ found songs without this character',
    why: 'In a pattern for like, % stands for any text and _ for any character. A parameter keeps '
      + 'words from becoming SQL, and not from becoming a pattern.',
    hint: 'Which characters of the words mean something to like, and what can escape them?',
    read: 'https://www.sqlite.org/lang_expr.html#like',
  },
  'escape-character-lost': {
    title: "A search for a backslash or another special character didn't find exactly what has it",
    why: 'The character that escapes % and _ has a special meaning now, so it must be escaped '
      + 'too. All others are plain characters.',
    hint: 'In front of which characters does your program put the escape character, and when?',
    read: 'https://www.sqlite.org/lang_expr.html#like',
  },
  ...listFindings,
} as const satisfies Record<string, Finding>
