// The mistakes that this lesson knows: half a transfer, a decision by an old balance, and a
// transaction that nobody ends.

import type { Finding } from '../../src/course/check/finding.ts'

export type Id = keyof typeof findings

export const findings = {
  'transfer-refused': {
    title: "A transfer that the balance covers didn't get a success status",
    why: 'Both accounts exist, and the money is there. An account with 100 cents can pay 100 '
      + 'cents, and then it has 0.',
    hint: 'Which condition refuses it, what does it compare, and is it < or <=?',
    read: 'lesson:transactions',
  },
  'transfer-fails': {
    title: 'Your program failed: a transfer that the balance covers got a 5xx',
    why: 'An error in a statement, or in the code around it, ended the request. Your program '
      + 'prints it. A begin inside a transaction is such an error, and so is a commit or a '
      + 'rollback without one.',
    hint: 'Which error did your program print? Which of begin, commit and rollback run for one '
      + 'transfer, in which order, and on which connection?',
    read: 'https://sqlite.org/lang_transaction.html',
  },
  'wrong-balances': {
    title: 'After a transfer, the balances in the file are wrong',
    why: 'The amount has to leave one account and arrive on the other one, and a 201 says that '
      + 'this is stored.',
    hint: 'Which two rows does your program change, by how much, and when is that committed?',
    read: 'lesson:transactions',
  },
  'not-recorded': {
    title: 'A transfer has no row of its own, with its amount, in the table transfers',
    why: 'The balances only say how much money there is. The rows in transfers say why.',
    hint: 'Which statement adds the row, in which order does it get its values, and is it reached '
      + 'in every case?',
    read: 'lesson:transactions',
  },
  'overdrawn': {
    title: 'An account paid more than it had',
    why: 'Its balance is negative now, or money came from nowhere. A bank that allows that once '
      + 'will soon be asked again.',
    hint: 'What does your program compare before it makes the balance smaller?',
    read: 'lesson:transactions',
  },
  'bad-amount-accepted': {
    title: "A transfer whose values make no sense wasn't refused",
    why: 'A negative amount moves money the other way: anyone could take it from any account.',
    hint: 'Which values of amount, from and to does your program accept?',
    read: 'RFC 9110, section 15.5.21',
  },
  'to-itself': {
    title: "A transfer from an account to itself wasn't refused",
    why: 'Programs that read both balances first and write them later make money out of it: the '
      + 'second write overwrites the first one.',
    hint: 'What does your program do if from and to are the same number?',
    read: 'lesson:transactions',
  },
  'unknown-account-accepted': {
    title: "A transfer with an account that doesn't exist got a success status",
    why: "An update whose condition fits no row isn't an error: it just changes 0 rows. So the "
      + 'money left one account, and never arrived.',
    hint: 'What does `run` return, and which of its members tells you that no row was changed?',
    read: 'https://nodejs.org/docs/latest/api/sqlite.html',
  },
  'success-without-transfer': {
    title: "A transfer that wasn't made, or only in part, got a success status",
    why: 'The client believes that the money has arrived, and sends the goods.',
    hint: 'What happens to an error in a statement: does it get to the handler, or is it '
      + 'swallowed?',
    read: 'lesson:transactions',
  },
  'server-blamed': {
    title: 'A transfer that cannot be made got a 5xx instead of a refusal',
    why: 'The server works, but there is too little money, or no such account. A client may send '
      + 'the same request again after a 5xx, and it will never succeed.',
    hint: 'Which error was thrown, and where does it become a status?',
    read: 'RFC 9110, section 15.6',
  },
  'changed-by-refusal': {
    title: 'A transfer was refused, and yet it changed the file',
    why: 'A refusal means that nothing has happened. Here one of the statements took effect '
      + 'before the transfer was refused.',
    hint: 'What was done before the refusal was thrown, and what undoes it?',
    read: 'lesson:transactions',
  },
  'half-done': {
    title: 'A statement failed in the middle of a transfer, and what came before it stayed',
    why: 'Half of a transfer is in the file, so balances and transfers no longer fit together. '
      + 'The check made the statement fail with a trigger; a full disk or a crash can do the same.',
    hint: 'What begins the transaction, what commits it, and what undoes it after an error?',
    read: 'https://sqlite.org/lang_transaction.html',
  },
  'outside-transaction': {
    title: 'A part of a transfer that failed stayed, in spite of the transaction',
    why: 'When one statement failed, another one stayed: it ran before begin, after commit, or on '
      + 'another connection, or your program committed in spite of the error.',
    hint: 'Which of your statements run between begin and commit? And is there a commit, for '
      + 'example in a finally, that also runs after an error?',
    read: 'lesson:transactions',
  },
  'left-open': {
    title: "A transaction wasn't ended, so what came after it isn't stored",
    why: 'All further statements on this connection become part of it. Nobody else sees them, '
      + 'nobody else can write, and the next begin fails. A crash undoes them all.',
    hint: 'Go through every way out of your function: return, throw, a failed statement. Which of '
      + 'them reaches neither commit nor rollback?',
    read: 'https://sqlite.org/lang_transaction.html',
  },
  'stale-read': {
    title: 'A transfer was decided, or written, by a balance that was out of date',
    why: 'Your program read a balance, another program changed it, and then yours wrote. The '
      + 'check was the other program: it held the lock between your read and your write.',
    hint: 'Can anybody write between the moment when you read a balance and the moment when you '
      + 'write it? And does your program keep balances in a variable?',
    read: 'lesson:transactions',
  },
  'busy-failed': {
    title: 'A transfer failed because another program was writing',
    why: 'SQLite lets one program write at a time, and the others wait. But a transaction that '
      + 'began by reading gets "database is locked" at once when it wants to write.',
    hint: 'Does your transaction begin as a writer? And does your connection have a timeout?',
    read: 'https://sqlite.org/lang_transaction.html',
  },
  'mixed-up': {
    title: 'Transfers that arrive at the same time disturb each other',
    why: 'Sent one after another, they all work. If a function waits in the middle of a '
      + 'transaction, the statements of other requests run inside it, on the same connection.',
    hint: 'Is there an await between begin and commit? Or a variable that several requests share?',
    read: 'lesson:transactions',
  },
  'no-journal': {
    title: 'A transfer was stored without a journal beside the database file',
    why: 'SQLite keeps the old or the new pages in a second file until the commit is complete. '
      + 'Without it, a crash in the middle of a commit leaves half of a transfer, or a broken '
      + 'file.',
    hint: 'Which journal_mode does your program set?',
    read: 'https://sqlite.org/pragma.html#pragma_journal_mode',
  },
  'lost-at-restart': {
    title: 'After kill -9 and a restart, accounts or transfers are gone or changed',
    why: 'A 201 says that the transfer is stored. That has to be true after a crash, too.',
    hint: 'What does your program do with the tables, and with the first accounts, when it starts?',
    read: 'lesson:sql-and-sqlite',
  },
} as const satisfies Record<string, Finding>
