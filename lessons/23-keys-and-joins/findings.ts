// The mistakes that this lesson knows: rows that contradict each other, responses to refusals of
// the database, and lists that are wrong or made with too many statements.

import type { Finding } from '../../src/course/check/finding.ts'

export const findings = {
  'not-added': {
    title: "An author or a book wasn't added",
    why: 'The response to a new author or book has the status 201, and a JSON object with its id '
      + 'and what was sent.',
    hint: "Compare the response with the table in the lesson. If it's an error, which statement or "
      + 'which key caused it?',
    read: 'lesson:keys-and-joins',
  },
  'not-in-the-file': {
    title: 'You sent a 201, but in the file, no row has this id and these values',
    why: 'A 201 says that something was created, and its id leads to it. Whatever is only in '
      + 'memory is lost when the program ends.',
    hint: 'Which statement adds the row, to which columns, and where does the id come from? Is a '
      + 'transaction still open?',
    read: 'lesson:sql-and-sqlite',
  },
  'wrong-list': {
    title: 'The list is not what was added',
    why: 'The lists have one object for each row, with the fields and the values that the lesson '
      + 'names.',
    hint: 'Compare the object in this report with the table in the lesson. Which pairs does the '
      + 'condition after on keep, and which rows does group by combine? Is the list read anew for '
      + 'each request?',
    read: 'lesson:keys-and-joins',
  },
  'wrong-order': {
    title: 'The list is in another order than that of the ids',
    why: 'Without an order by, a database may give the rows in any order. It often looks right '
      + 'until it reads an index instead of the table. One step of the check changes the '
      + 'statistics in sqlite_stat1, so that it does.',
    hint: 'Which clause of the statement says in which order the rows come?',
    read: 'https://sqlite.org/lang_select.html#orderby',
  },
  'duplicate-accepted': {
    title: 'You accepted an author or a book that is in the table already',
    why: 'With two rows for one thing, nobody knows which of them is meant. If the new row is '
      + 'ignored, or replaces the old one, the client believes that something was added.',
    hint: 'Which columns, alone or together, may not have the same values in two rows?',
    read: 'https://sqlite.org/lang_createtable.html#unique_constraints',
  },
  'stored-although-refused': {
    title: 'You refused a request, and the tables changed all the same',
    why: 'The client was told that nothing happened. What it sent, or something else, is now '
      + 'different.',
    hint: 'What has been written by the time you refuse? Does a statement replace the old row?',
    read: 'lesson:keys-and-joins',
  },
  'other-value-refused': {
    title: 'A name or a title that was free was refused as a duplicate',
    why: 'Names are compared exactly: another letter, or a capital instead of a small one, makes '
      + 'another name. And when an author is removed, the name is free again.',
    hint: 'How are two names compared: as they are, with like, in lower case, or as numbers? Does '
      + 'your program remember names outside the file?',
    read: 'lesson:keys-and-joins',
  },
  'title-for-one-author-only': {
    title: 'Two authors have books with the same title, and you refused the second one',
    why: 'Many books are called Poems. Only the author and the title together may not appear '
      + 'twice.',
    hint: 'Is the title unique on its own, or together with another column?',
    read: 'https://sqlite.org/lang_createtable.html#unique_constraints',
  },
  'one-book-for-each-author': {
    title: 'An author wrote a second book, and you refused it',
    why: 'The column author has the same id in all books of this author. Only the author and the '
      + 'title together may not appear twice.',
    hint: 'Is the author unique on its own, or together with another column?',
    read: 'https://sqlite.org/lang_createtable.html#unique_constraints',
  },
  'orphan-accepted': {
    title: "You added a book by an author who doesn't exist",
    why: 'Its author is a number that leads nowhere. Such a row is called an orphan.',
    hint: 'What does the column author refer to, and where do you tell the database? In Python, '
      + 'each connection needs pragma foreign_keys = on.',
    read: 'https://sqlite.org/foreignkeys.html',
  },
  'orphan-called-a-conflict': {
    title: "The author of a book doesn't exist, and you sent a 409",
    why: 'A 409 says that the request is fine but something that exists is in its way. Here '
      + 'something is missing: the client has to send another author.',
    hint: 'Which number does the database give for this error, and which one for a duplicate?',
    read: 'lesson:keys-and-joins',
  },
  'author-removed-before-books': {
    title: 'You removed an author who still has books',
    why: 'Those books now have an author who leads nowhere.',
    hint: 'Who notices that a book still refers to this author?',
    read: 'https://sqlite.org/foreignkeys.html',
  },
  'books-removed-too': {
    title: 'A request to remove an author removed books, or took their author away',
    why: "Nobody asked for that, and it can't be undone. This exercise refuses the request while "
      + 'there are books.',
    hint: 'What does your foreign key do on delete? Or does your code delete the books itself?',
    read: 'https://sqlite.org/foreignkeys.html#fk_actions',
  },
  'not-removed': {
    title: "An author without books wasn't removed",
    why: 'No row refers to this author, so nothing is in the way.',
    hint: 'What does your statement delete, and which status do you send?',
    read: 'lesson:keys-and-joins',
  },
  'body-after-204': {
    title: 'A 204 has a body',
    why: 'A 204 never has a body. On a connection that stays open, a client takes what comes after '
      + 'its head for the next response.',
    hint: 'Which line sends the body, and which status does it go with?',
    read: 'RFC 9110, section 15.3.5',
  },
  'missing-404': {
    title: "You removed an author who doesn't exist, and didn't send a 404",
    why: "For the database, a delete that finds no row isn't an error. It says how many rows it "
      + 'changed.',
    hint: 'What does run return, and what is it after a delete that found nothing?',
    read: 'RFC 9110, section 15.5.5',
  },
  'refusal-500': {
    title: 'The database refused a request of a client, and you sent a 5xx',
    why: 'A 5xx says that the server failed. But it worked: the request contradicts what is '
      + 'stored, so only another request can succeed.',
    hint: 'Which error was thrown, which errcode does it have, and what does your code make of it?',
    read: 'RFC 9110, section 15.5.10',
  },
  'fault-refused': {
    title: 'The database failed, and you sent a 4xx',
    why: 'Nothing was wrong with the request: the check made each insert fail, as a full disk can. '
      + 'A 4xx tells the client not to send this again.',
    hint: 'Which errors does statusOf turn into a 4xx, and is each of them an error of a key?',
    read: 'RFC 9110, section 15.6',
  },
  'wrong-refusal': {
    title: 'You were right to refuse the request, but the status tells the client something else',
    why: 'By the status, a client knows what to do: 409 says that it contradicts what is there, '
      + '422 that its own data is wrong, 404 that the URL leads nowhere.',
    hint: 'Which rows of the table in the lesson name this request?',
    read: 'RFC 9110, section 15.5.10',
  },
  'check-then-insert': {
    title: 'Nothing in the file stops two copies of your program from adding the same row',
    why: 'Each copy can look first, find nothing, and then insert. Only the database sees both of '
      + 'them, so the rule has to be in the table.',
    hint: 'Who refuses a duplicate at the moment: your code, or a key of the table?',
    read: 'lesson:keys-and-joins',
  },
  'busy-refused': {
    title: 'While another program was writing to the file, a request was refused with a 4xx',
    why: 'Nothing was wrong with the request: it only had to wait. A 4xx tells the client not to '
      + 'send it again.',
    hint: 'Which errors does statusOf turn into a 4xx, and is each of them an error of a key?',
    read: 'https://sqlite.org/rescode.html#busy',
  },
  'busy-500': {
    title: 'While another program was writing to the file, a response was a 5xx',
    why: 'Only one program at a time can write to the file. A statement that finds it locked waits '
      + 'if the connection has a timeout, and else throws an error whose errcode is 5.',
    hint: 'What does your terminal say? Does the connection have a timeout? Does a transaction '
      + 'that reads first and then writes start with begin immediate?',
    read: 'https://sqlite.org/rescode.html#busy',
  },
  'no-foreign-key': {
    title: "Nothing in the file stops a book whose author doesn't exist",
    why: 'Your program looks for the author first, but another copy can remove this author in '
      + 'between. Only the database sees both.',
    hint: 'Which table has the column with the id of another row, and what does references do?',
    read: 'https://sqlite.org/foreignkeys.html',
  },
  'author-without-books-missing': {
    title: "An author without books isn't in the list of authors",
    why: 'A plain join gives only pairs: a row of one table with a matching row of the other one. '
      + 'An author without a pair is left out.',
    hint: 'Which kind of join keeps every row of its first table?',
    read: 'https://sqlite.org/lang_select.html#strange_join_names',
  },
  'authors-combined': {
    title: 'Several authors have no books, and only one of them is in the list',
    why: 'group by makes one row of all rows with the same value. In a left join, everything about '
      + 'the book is null for all of these authors, and group by takes null for one value.',
    hint: 'Which column do you group by: one of the author, or one of the book?',
    read: 'https://sqlite.org/lang_select.html#resultset',
  },
  'empty-row-counted': {
    title: 'An author without books has one book in your list',
    why: 'A left join makes one row for this author, with null for everything about the book. '
      + 'count(*) counts rows, whatever they contain.',
    hint: "What can you count instead of rows, so that null isn't counted?",
    read: 'https://sqlite.org/lang_aggfunc.html#count',
  },
  'old-name-shown': {
    title: 'The name of an author changed in the file, and a list still has the old one',
    why: 'A name that is kept in two places is sooner or later different in one of them. The '
      + 'check changed it with an update, as another copy of your program could.',
    hint: 'Where does the list get the name from: the table of authors, or a copy of it?',
    read: 'lesson:keys-and-joins',
  },
  'query-for-each-row': {
    title: 'One request made your program run a statement for each row of the list',
    why: 'This is called N+1: one statement for the list, and one more for each of its N rows. '
      + 'With a database on another machine, each of them takes a round trip.',
    hint: 'Which statement is in the loop, and which join gives the same in a single one?',
    read: 'lesson:keys-and-joins',
  },
  'lost-at-restart': {
    title: 'After a restart, authors or books were missing',
    why: 'The program was killed and started again on the same file. What it had confirmed must '
      + 'still be there.',
    hint: 'What do the statements at the start of your program do with tables that exist?',
    read: 'lesson:sql-and-sqlite',
  },
} as const satisfies Record<string, Finding>
