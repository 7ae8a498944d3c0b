// The mistakes that this lesson knows: wrong orders, and right ones that are found in a slow way.

import type { Finding } from '../../src/course/check/finding.ts'

const howPlans = 'https://sqlite.org/eqp.html'
const howIndexes = 'https://sqlite.org/queryplanner.html'

export const findings = {
  'no-list': {
    title: "The response to a question about orders isn't a list of orders",
    why: 'Each of the three URLs gets the status 200 and a JSON array, which may be empty.',
    hint: 'What does your terminal say? Is each value a parameter, and does each ? get one?',
    read: 'lesson:indexes',
  },
  'wrong-orders': {
    title: "An order is missing from the list, or one is in it that the client didn't ask for",
    why: 'A fast statement must find the same orders as the slow one.',
    hint: 'Compare the order that is named with the conditions of your statement.',
    read: 'lesson:indexes',
  },
  'wrong-fields': {
    title: 'An order in the list has other fields, or other values, than the order in the table',
    why: 'A client reads the fields that the lesson names: id, email, status, product, and '
      + 'placedAt in milliseconds.',
    hint: 'Compare the two orders in this report, name by name. Which columns does your statement '
      + 'read, and under which names?',
    read: 'lesson:indexes',
  },
  'order-refused': {
    title: 'The table refuses an order that it accepted before',
    why: 'The check adds orders to the file itself, and some have the same customer and the same '
      + 'time. A unique index refuses such rows: it is a rule for them, and not only a way to '
      + 'find them.',
    hint: 'Is one of your indexes unique, or is there a constraint that was not there before?',
    read: 'https://sqlite.org/lang_createindex.html#unique_indexes',
  },
  'case-matters': {
    title: 'An email address was sent with capitals, and the orders of the customer were not found',
    why: 'The table has addresses in lower case only, but people type them as they like. The old '
      + 'statement found them in any case.',
    hint: 'The column must stay as it is. What about the value that you compare it with?',
    read: 'lesson:indexes',
  },
  'wrong-order': {
    title: "The orders are right, but they aren't in the right order",
    why: 'A customer gets the newest orders first, and a day the oldest. Of orders with the same '
      + "time or the same product, the id decides. Which index is used mustn't change that.",
    hint: 'Has your statement an order by? Which end does the list begin with, and what about two '
      + 'orders with the same time?',
    read: 'https://sqlite.org/lang_select.html#orderby',
  },
  'too-many-orders': {
    title: 'The list has more than 20 orders',
    why: 'A list without a limit grows with the table. An index finds the rows, but each of them '
      + 'still has to be read and sent.',
    hint: 'Which clause of the statement ends the list?',
    read: 'https://sqlite.org/lang_select.html#the_limit_clause',
  },
  'day-cut-wrong': {
    title: 'An order from the beginning or the end of a day is on the wrong day',
    why: 'A day has 86,400,000 milliseconds: the first one belongs to it, and the first one of the '
      + 'next day does not.',
    hint: 'Which is the smallest time of the day, and which is the largest? Is it a day in UTC, or '
      + 'where your computer is?',
    read: 'lesson:indexes',
  },
  'leading-wildcard': {
    title: 'You found products that contain the text anywhere, not only at their beginning',
    why: 'The client asks for numbers that start with this. An index is sorted by the first '
      + 'characters, so it finds a beginning, and nothing that starts with a wildcard.',
    hint: 'Is there something before the text that you search for, such as a %?',
    read: 'https://sqlite.org/optoverview.html#the_like_optimization',
  },
  'wildcard-found': {
    title: "A character of the client's text was taken for a wildcard",
    why: 'In like, % and _ stand for other characters, and in glob *, ? and [ do. Here the client '
      + 'means exactly these characters.',
    hint: 'Which comparison has no wildcards at all? All texts with the same beginning are next to '
      + 'each other.',
    read: 'lesson:sql-injection',
  },
  'full-scan': {
    title: 'SQLite reads every row of the table to find a few orders',
    why: 'The plan says SCAN: without an index that begins with the column of the condition, each '
      + 'row has to be looked at. With twice as many orders it takes twice as long.',
    hint: 'Which column is compared with =, and which index begins with it? Has each index its own '
      + 'name? Do the index and the comparison both ignore case, or neither?',
    read: howPlans,
  },
  'function-around-column': {
    title: 'A function or a calculation is around the column, so SQLite does it for each row',
    why: 'The index has the values of the column, in their order. It knows nothing of what '
      + 'you make of them.',
    hint: 'Can you change the value instead of the column? For a day: from which time to which?',
    read: howIndexes,
  },
  'like-without-index': {
    title: 'SQLite reads every product, because like and your index compare in different ways',
    why: 'like ignores the case of ASCII letters, and an index is in the exact order unless it '
      + 'says collate nocase.',
    hint: 'Between which two texts are all those that start with the same characters?',
    read: 'https://sqlite.org/optoverview.html#the_like_optimization',
  },
  'index-too-short': {
    title: 'The index finds too much, because it has only one of the two columns',
    why: 'SQLite finds all orders with this status, or all of this day, and then reads each of '
      + 'them to look at the other column.',
    hint: 'Which two columns does the condition name? Can one index have both?',
    read: howIndexes,
  },
  'wrong-column-order': {
    title: 'The columns of the index are in the wrong order: the range comes first',
    why: 'Within a range of times, the index is sorted by time and not by status. So all orders of '
      + 'the day are read, whatever their status is.',
    hint: 'Within which column are the rows that you want next to each other? Put that one first.',
    read: howIndexes,
  },
  'sorted-each-time': {
    title: 'SQLite finds the orders with an index, and then sorts all of them at each request',
    why: 'The plan says USE TEMP B-TREE FOR ORDER BY: to know the first 20, it reads all of them.',
    hint: 'What is the index sorted by, after the column of the condition?',
    read: howPlans,
  },
  'no-limit': {
    title: 'A statement that finds orders has no limit',
    why: 'The list is short because your program cuts it. SQLite finds all orders that the '
      + 'condition fits, and a customer can have thousands of them.',
    hint: 'Which clause ends the list in the database, and what does the index do with it?',
    read: 'https://sqlite.org/lang_select.html#the_limit_clause',
  },
  'too-many-indexes': {
    title: 'Your table has more than five indexes',
    why: 'Each insert, and each change of a column, has to write to all of its indexes, and all of '
      + 'them take space. Three statements need three.',
    hint: 'Which of the indexes is in a plan that your terminal shows?',
    read: howIndexes,
  },
  'old-file-without-indexes': {
    title: 'A file that had orders already got none of your indexes, or not all',
    why: 'The check put a file there with 200,000 orders, from before there were indexes. These '
      + 'are the files that need them.',
    hint: 'When is create index run: at every start, at a request, or only if the table is new?',
    read: 'https://sqlite.org/lang_createindex.html',
  },
  'indexes-made-anew': {
    title: 'Your program was started again, and made indexes anew that were there already',
    why: 'To make an index, SQLite reads and sorts the whole table. With millions of orders, every '
      + 'start would take minutes, and nobody could write meanwhile.',
    hint: 'Which statements run at each start, and what do they do if the index is there?',
    read: 'https://sqlite.org/lang_createindex.html',
  },
  'old-orders-lost': {
    title: 'The orders that were in the file are gone, or no longer found',
    why: 'A new index changes no row. Other programs rely on the rows that are there.',
    hint: 'Which statement at the start of your program deletes or replaces something?',
    read: 'lesson:sql-and-sqlite',
  },
} as const satisfies Record<string, Finding>
