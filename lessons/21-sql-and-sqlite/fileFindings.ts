// The mistakes that only show when the program ends, and in the file that it leaves.

import type { Finding } from '../../src/course/check/finding.ts'

export const fileFindings = {
  'lost-at-restart': {
    title: 'Notes were missing after your program was killed and started again',
    why: 'Variables are in the memory of the process, and end with it. Updates, crashes and power '
      + 'cuts end every process one day.',
    hint: 'Where are your notes while the program runs: in a variable, or in a file?',
    read: 'lesson:sql-and-sqlite',
  },
  'in-memory-database': {
    title: 'Your notes are in a database in memory, and were gone after a restart',
    why: "A database that's opened as :memory: has no file. It ends with its connection, as a "
      + 'variable does.',
    hint: 'Which name do you give to DatabaseSync?',
    read: 'https://www.sqlite.org/inmemorydb.html',
  },
  'emptied-at-start': {
    title: "Your program's file had the notes, and starting the program removed them",
    why: 'A program starts many times on the same file. Only at the first start, there is no '
      + 'table yet.',
    hint: 'What does your program do to the table, or to the file, when it starts?',
    read: 'https://www.sqlite.org/lang_createtable.html',
  },
  'not-committed': {
    title: "A note wasn't in the file when the client had its response",
    why: 'A 201 says that the note is stored. If the program ends in the next moment, the note '
      + 'must be there. What waits in memory, or in a transaction without a commit, is lost.',
    hint: 'Who writes the note into the file, and when? In Python, who calls commit?',
    read: 'lesson:sql-and-sqlite',
  },
  'stored-as-other-type': {
    title: "The row in the file doesn't have the text as text and the priority as integer",
    why: 'The next program that reads the file relies on the types of its columns. Text in the '
      + "place of a number is sorted differently and can't be summed up.",
    hint: 'Which types do the columns have, and is the table strict?',
    read: 'https://www.sqlite.org/datatype3.html',
  },
  'not-strict': {
    title: "Your table isn't strict: it takes a value of another type",
    why: 'Without strict, SQLite stores the text high in a column for whole numbers, and says '
      + 'nothing. The next mistake in your program then ends up in the file.',
    hint: 'What comes after the last bracket of create table?',
    read: 'https://www.sqlite.org/stricttables.html',
  },
  'opened-for-each-request': {
    title: 'Your program opens the database again for each request',
    why: 'Opening the file and reading the table definitions takes longer than most statements. '
      + 'And a database in memory is a new, empty one each time.',
    hint: 'Which line opens the database, and how often does it run?',
    read: 'lesson:sql-and-sqlite',
  },
  'not-started-again': {
    title: 'Your program ran once, and could not start again on the same file',
    why: 'The first start has created the table. At the second one, the table is there already.',
    hint: 'What does the error say? What does create table do if the table exists?',
    read: 'https://www.sqlite.org/lang_createtable.html',
  },
} as const satisfies Record<string, Finding>
