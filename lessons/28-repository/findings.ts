// The mistakes that this lesson knows: in what leaves the store, in the statements of the store,
// and where the two stores behave differently.

import type { Finding } from '../../src/course/check/finding.ts'

export const findings = {
  'not-stored': {
    title: "A person or a ticket couldn't be added or read again",
    why: 'Both stores have all the functions of the type Store, and the handlers call them.',
    hint: 'Which store was in use, and which of its functions did the handler call?',
    read: 'lesson:repository',
  },
  'no-second-copy': {
    title: "With STORE=memory, the program doesn't start",
    why: 'The check starts a second copy of your program, which keeps its tickets in memory.',
    hint: 'Is memoryStore written? Search it for a throw.',
    read: 'lesson:repository',
  },
  'error-hidden': {
    title: 'A ticket was refused as if the client were wrong, but the table was missing',
    why: 'Only a person who does not exist is a reason for a 422. Any other error is a problem of '
      + 'the server, which nobody notices if it looks like a refusal.',
    hint: 'Which errors does your catch take for a missing person?',
    read: 'lesson:status-codes',
  },
  'row-names-leak': {
    title: 'The names of your columns are in a response',
    why: 'Clients then depend on your tables: you can never rename a column again without breaking '
      + 'them. In this program, names are written like fullName.',
    hint: 'Where does a row become a Person or a Ticket?',
    read: 'lesson:repository',
  },
  'booleans-as-numbers': {
    title: 'A response has isDone as a number, and not as true or false',
    why: 'SQLite has no booleans, so the column has 0 or 1. That is a matter between the store and '
      + 'its table.',
    hint: 'Where does a row become a Ticket, and what does it do with is_done?',
    read: 'https://sqlite.org/datatype3.html#boolean_datatype',
  },
  'null-missing': {
    title: 'A ticket that nobody has lacks the field assignee',
    why: 'JSON.stringify leaves out fields that are undefined. A client that reads null with one '
      + 'store should read null with the other.',
    hint: "What is assignee if assigneeId is null: null, or undefined?",
    read: 'lesson:repository',
  },
  'people-merged': {
    title: 'Two people were added, and the second one got the id of the first',
    why: 'Two people can have the same name, and are two people all the same. If they share an '
      + 'id, the tickets of one of them are those of the other.',
    hint: 'Who chooses the id of a person, and does anything look for the name?',
    read: 'lesson:keys-and-joins',
  },
  'odd-id-accepted': {
    title: "A path that isn't the id of a ticket found or changed one, or got a 5xx",
    why: 'An id is written in digits, and in nothing else. 12abc, 1e1 and 0x1 are not ids, even if '
      + 'a function makes a number of them.',
    hint: 'Does your program look at the whole segment of the path, or only at its beginning?',
    read: 'lesson:urls-and-parameters',
  },
  'ids-mixed-up': {
    title: 'A ticket has the id of its assignee',
    why: 'Both tables have a column id. In a joined row the last one with this name wins.',
    hint: 'Which columns does your select name, and what are two of them called?',
    read: 'lesson:keys-and-joins',
  },
  'wrong-ticket': {
    title: "A ticket in a response isn't what was stored",
    why: 'Each ticket has an id, a title, isDone, createdAt and an assignee: a person, or null.',
    hint: 'Compare the two tickets field by field. Which function of the store made it?',
    read: 'lesson:repository',
  },
  'unassigned-lost': {
    title: 'The list lacks the tickets that nobody has',
    why: 'A join gives only the pairs of rows that match. A left join also gives the rows of the '
      + 'first table that match none.',
    hint: 'Which join is in your select?',
    read: 'lesson:keys-and-joins',
  },
  'order-differs': {
    title: "The list isn't in the order that the lesson asks for: the newest ticket first",
    why: 'Without order by, a database gives the rows in any order. And an array has the order in '
      + 'which things were put into it.',
    hint: 'What does each of the two stores do to have the newest ticket first?',
    read: 'https://sqlite.org/lang_select.html#the_order_by_clause',
  },
  'search-by-likeness': {
    title: "A search found a title that doesn't contain these words letter for letter",
    why: "For like, % and _ stand for any text, and it doesn't tell A from a. includes does tell "
      + 'them apart. Then each store finds something else.',
    hint: 'Which function of SQLite gives the place of one text in another?',
    read: 'https://sqlite.org/lang_corefunc.html#instr',
  },
  'wrong-list': {
    title: "GET /tickets didn't give the tickets that it should",
    why: 'The list has every ticket whose title contains the words. Without words, that is all of '
      + 'them.',
    hint: 'Compare the ids. What does your list leave out, or have twice?',
    read: 'lesson:repository',
  },
  'shared-object': {
    title: 'A title or a name was abbreviated for one response, and now the stored one is short',
    why: 'The store gave its own object away, and not a copy. From SQLite, each call gets new '
      + 'objects, so a program that works with one store fails with the other.',
    hint: 'Which objects does your store keep, and which of them leave it? Look inside them, too.',
    read: 'lesson:repository',
  },
  'wrong-change': {
    title: "A PATCH of isDone didn't change exactly this ticket",
    why: 'The response has the ticket after the change, the next request finds it changed, and all '
      + 'others are as before.',
    hint: 'What does setDone change, and what does it return?',
    read: 'lesson:repository',
  },
  'missing-not-404': {
    title: "A request for a ticket that doesn't exist didn't get a 404",
    why: 'The handler sends a 404 if the store gives undefined. Null, an error or an empty object '
      + 'is something else.',
    hint: 'What does findTicket return if there is no such row? And setDone?',
    read: 'lesson:repository',
  },
  'unknown-person': {
    title: "A ticket for a person who doesn't exist wasn't refused with a 422",
    why: 'SQLite refuses it with an error, and an array accepts anything. The store has to give '
      + 'undefined in both cases.',
    hint: 'Where do you look for the assignee, and what do you do without one?',
    read: 'lesson:keys-and-joins',
  },
  'sql-outside-the-store': {
    title: 'With STORE=memory, the program still uses its database file',
    why: 'Only sqliteStore may know that there is SQL. Otherwise you have to search the whole '
      + "program when a table changes, and its tests can't run without a file.",
    hint: 'Which statement runs although the store is in memory?',
    read: 'lesson:repository',
  },
  'n-plus-one': {
    title: 'For one list of tickets, the same statement ran again and again',
    why: 'That is one statement for the list and N for its rows. It gets slower with each ticket, '
      + 'and on another machine each of them is a trip over the network.',
    hint: 'Which line asks for the assignee, and how often does it run? One select can join both.',
    read: 'lesson:keys-and-joins',
  },
  'new-column-leaks': {
    title: 'A column that was added to a table is in your responses',
    why: 'Next year it may be a password hash or a private note. Nobody will think of this list '
      + 'then.',
    hint: 'Which of your statements says * instead of the names of columns?',
    read: 'lesson:repository',
  },
  'insert-by-position': {
    title: 'After a column was added to a table, nothing could be added to it any longer',
    why: 'An insert without the names of columns must have a value for each of them.',
    hint: 'What comes after the name of the table in your insert?',
    read: 'https://sqlite.org/lang_insert.html',
  },
  'not-kept': {
    title: 'A ticket was added, the program was killed and started again, and the ticket was gone',
    why: 'Without STORE, the program uses SQLite, and a response with 201 means that the ticket is '
      + 'in the file.',
    hint: 'Which store does the program use if STORE is missing?',
    read: 'lesson:sql-and-sqlite',
  },
} as const satisfies Record<string, Finding>
