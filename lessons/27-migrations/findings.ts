// The mistakes that this lesson knows: in what a file gets, in what it loses, in a step that fails,
// and in a file that is newer than the program.

import type { Finding } from '../../src/course/check/finding.ts'

export const findings = {
  'wrong-tables': {
    title: "A new file doesn't get the table and the index that the lesson asks for",
    why: 'A new file starts at version 0, so it needs all the steps. Names and types are those of '
      + 'old files: a later step relies on them.',
    hint: 'Which steps are in your list, and do all of them run before the program listens?',
    read: 'lesson:migrations',
  },
  'listens-first': {
    title: 'The program listens before its file is up to date',
    why: 'A request that comes in between finds tables that are missing or half done. And if a '
      + 'step fails, clients have already been told that the program is there.',
    hint: 'Which comes first in your program, migrate or listen? Is something asynchronous in '
      + 'between?',
    read: 'lesson:migrations',
  },
  'not-served': {
    title: "A contact was sent to the API, and it isn't in the list afterwards",
    why: 'POST /contacts stores a contact with the status 201, and GET /contacts lists them all.',
    hint: 'The starter can do both. What did you change in the handlers or in their statements?',
    read: 'lesson:sql-and-sqlite',
  },
  'not-unique': {
    title: 'Two contacts have the same email address, apart from capitals',
    why: 'Step 3 adds a unique index. Without it, nothing in the database refuses the second one.',
    hint: 'Which statement makes the index, and on which column is it?',
    read: 'https://sqlite.org/lang_createindex.html',
  },
  'second-start-fails': {
    title: "The program made a new file, and then it couldn't start with it again",
    why: 'This file has had all the steps, so there is nothing left to do.',
    hint: 'Where does the program write down which steps the file has had, and where does it look?',
    read: 'lesson:migrations',
  },
  'data-lost': {
    title: 'Contacts were in the file before a start, and afterwards they were gone',
    why: 'The data of a real system is years old by the time of a migration. Which of two '
      + 'contacts may go is for a person to decide.',
    hint: 'Search your statements for drop, delete and replace. Does one run on a file with data?',
    read: 'lesson:migrations',
  },
  'ran-again': {
    title: 'A step ran again on a file that had already had it',
    why: 'A capital letter in an address that was added later became a small one at the start. '
      + 'Only step 3 does that, and the file was at version 4.',
    hint: 'Which number does the program compare before it runs a step?',
    read: 'lesson:migrations',
  },
  'old-file-refused': {
    title: "The program doesn't start with an old file that it should bring up to date",
    why: 'The file is as an older version of the program left it: its user_version is the number '
      + 'of its last step, and nothing is wrong with its data.',
    hint: 'Which steps does a file of this version still need? Which ones did the program run?',
    read: 'lesson:migrations',
  },
  'old-step-edited': {
    title: "An old file counts as up to date, but it lacks a column that a new file has",
    why: 'A step that has shipped never runs again. If you add a column to it, only new files '
      + 'get that column.',
    hint: 'Compare your list with the starter. What did you change in the steps 1 and 2?',
    read: 'lesson:migrations',
  },
  'not-updated': {
    title: "An old file didn't get the columns that a new file has",
    why: 'The program was started with a file that has had some of the steps. When it listened, '
      + 'a column was missing.',
    hint: 'Do the missing steps run on a file that already has tables, and before listen?',
    read: 'lesson:migrations',
  },
  'data-changed': {
    title: "A contact of an old file isn't the same after the file was brought up to date",
    why: 'Ids, names and phone numbers of old contacts stay as they are. Other programs and people '
      + 'may have written them down.',
    hint: 'Which of your statements copies or updates rows, and what becomes of each column?',
    read: 'lesson:migrations',
  },
  'address-not-lowered': {
    title: 'An old email address still has capitals after step 3',
    why: 'A unique index compares letter by letter. Ann@example.com and ann@example.com would be '
      + 'two addresses.',
    hint: 'Which statement changes the old rows, and does it run before the index is made?',
    read: 'lesson:migrations',
  },
  'time-made-up': {
    title: 'An old contact got a time in created_at, and nobody knows when it was created',
    why: 'Null says that a value is unknown. Any other value looks as if it were true.',
    hint: 'What does your step 4 put into the rows that are there already?',
    read: 'https://sqlite.org/lang_altertable.html#altertabaddcol',
  },
  'wrong-version': {
    title: "The tables are as they should be, and the file's user_version isn't 4",
    why: 'The version is how the next start knows what the file has had. This lesson has four '
      + 'steps, so an up-to-date file is at version 4.',
    hint: 'How many steps are in your list, and do you write the number of a step, or its index?',
    read: 'https://sqlite.org/pragma.html#pragma_user_version',
  },
  'version-outside': {
    title: "A step and its number weren't committed together",
    why: 'If the program dies between the two commits, the file has had the step, but its version '
      + "doesn't say so. The next start runs the step again, and fails.",
    hint: 'In which order do the step, the pragma and the commit run?',
    read: 'lesson:transactions',
  },
  'two-at-once': {
    title: 'Another program did a step while yours waited for the lock, and yours did it again',
    why: 'After an update, several copies start at once. What a program read before it had the '
      + 'lock can be outdated when it gets it.',
    hint: 'When do you read the version: before or after begin immediate? And in each transaction?',
    read: 'lesson:migrations',
  },
  'left-open': {
    title: 'A transaction was still open when the program began the next one',
    why: 'Another program did a step while yours waited for the lock, so this step had nothing to '
      + 'do. Its transaction still has to end, with commit or rollback: until then, the lock is '
      + 'held.',
    hint: 'Which ways lead out of your transaction: return, continue, an error? Does each one pass '
      + 'a commit or a rollback?',
    read: 'lesson:transactions',
  },
  'lock-not-awaited': {
    title: 'Another program had the lock of the file, and yours ended instead of waiting',
    why: 'After an update, several copies start at once. SQLite waits for a lock if the database '
      + "was opened with a timeout. But a transaction that has read something can't wait: what it "
      + 'read is outdated by then.',
    hint: 'With which words do you begin a transaction that is going to write?',
    read: 'https://sqlite.org/lang_transaction.html',
  },
  'half-applied': {
    title: 'A step failed at its second statement, and what its first one did is still there',
    why: 'The addresses are in lower case now, but the version says that step 3 never ran. Nobody '
      + 'can tell what this file has.',
    hint: 'Where does your transaction begin, and what happens in it when a statement fails?',
    read: 'lesson:transactions',
  },
  'version-ahead': {
    title: 'A step failed, and the version of the file says that it ran',
    why: 'The next start skips the step, so this file never gets its index.',
    hint: 'Is the version set inside the transaction, so that a rollback undoes it too?',
    read: 'lesson:migrations',
  },
  'step-skipped': {
    title: "Step 3 can't run on a file, and the file got the column or the version of step 4",
    why: 'Each step relies on those before it. A file that lacks one in the middle fits no version '
      + 'of the program.',
    hint: 'What does your loop do after a step has failed? And are the steps in the right order?',
    read: 'lesson:migrations',
  },
  'started-anyway': {
    title: 'A step failed, and the program started anyway',
    why: 'Its statements expect tables that the file may not have. If the program refuses to '
      + 'start, somebody notices at once, and can repair the data.',
    hint: 'What does your catch do with the error, apart from printing it? And does the program '
      + 'listen before or after it migrates?',
    read: 'lesson:migrations',
  },
  'step-not-named': {
    title: "A step failed, and the message doesn't say which one",
    why: 'The person who reads it at night has to repair the data. "UNIQUE constraint failed" '
      + "alone doesn't tell them what the program was doing.",
    hint: 'Which number belongs in the message?',
    read: 'lesson:migrations',
  },
  'ended-with-zero': {
    title: 'The program refused a file, and ended with the exit code 0',
    why: 'The code 0 means success. The script or the service manager that started it '
      + 'believes that all is well.',
    hint: 'An error that nobody catches ends Node with the code 1. How does your program end?',
    read: 'https://nodejs.org/api/process.html#exit-codes',
  },
  'newer-opened': {
    title: 'The program started with a file that is newer than itself',
    why: "A newer version may have changed what the columns mean. This program doesn't know, and "
      + 'can damage the data.',
    hint: 'What do you do if the version of the file is greater than the number of your steps?',
    read: 'lesson:migrations',
  },
  'newer-changed': {
    title: 'The program changed a file that is newer than itself',
    why: 'The newer version of the program relies on what it wrote there, also on the version.',
    hint: 'Which statement runs before you compare the version with the number of your steps?',
    read: 'lesson:migrations',
  },
  'newer-not-named': {
    title: "The program refused a newer file, and its message doesn't say the file's version",
    why: 'Someone started the wrong version of the program, or named the wrong file. The number '
      + 'helps them to find out which.',
    hint: 'Which two numbers tell a person what is wrong?',
    read: 'lesson:migrations',
  },
} as const satisfies Record<string, Finding>
