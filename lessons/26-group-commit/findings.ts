// The mistakes that this lesson knows: a response that comes too early, writes that cost a commit
// each, and one failure that others have to pay for.

import type { Finding } from '../../src/course/check/finding.ts'

export type Id = keyof typeof findings

export const findings = {
  'vote-refused': {
    title: 'A vote with nothing wrong in it was refused',
    why: 'A new voter voted for a candidate who exists. The starter stores such a vote.',
    hint: 'Which error does your program get? It is printed below, or in your terminal.',
    read: 'lesson:group-commit',
  },
  'never-settled': {
    title: 'A vote got no response within five seconds',
    why: 'Its promise was probably neither resolved nor rejected. Then the handler that awaits it '
      + 'waits forever, and so does the client.',
    hint: 'Does every write that is taken out of the list get an end: after the commit, after an '
      + 'error of its own, after an error of begin? Who runs flush for a write that comes alone?',
    read: 'lesson:group-commit',
  },
  'response-before-commit': {
    title: "A vote was acknowledged, and it isn't stored",
    why: 'A 201 is a promise. Your program gave it before the commit, or for a write that was '
      + 'undone or never ran.',
    hint: 'In which order do you call resolve and commit, and who awaits what? Which writes are '
      + 'undone by each rollback, and do all of them hear of it?',
    read: 'lesson:group-commit',
  },
  'one-commit-each': {
    title: 'Votes that arrived at the same time took too many commits',
    why: 'Each commit waits for the disk, and all clients wait with it. Writes that are there at '
      + 'the same time can share one commit.',
    hint: 'When does your flush run: as soon as the first write is in the list, or when all '
      + 'requests that have arrived were read?',
    read: 'https://nodejs.org/en/learn/asynchronous-work/understanding-setimmediate',
  },
  'unsafe-setting': {
    title: 'Your program makes commits cheaper with a setting that is not safe',
    why: 'After a power cut or a crash, acknowledged votes can be gone or the file damaged. '
      + 'kill -9 would hardly show it.',
    hint: 'Which pragma does your program set to another value than the lesson asks for?',
    read: 'https://sqlite.org/pragma.html#pragma_synchronous',
  },
  'one-failure-undoes-all': {
    title: 'One vote could not be stored, and others that came with it were refused too',
    why: 'They have nothing to do with each other, except that they arrived at the same moment.',
    hint: 'What does an error in one write do to the loop over all of them, and to the '
      + 'transaction?',
    read: 'https://sqlite.org/lang_savepoint.html',
  },
  'half-a-write': {
    title: "The votes of the candidates don't fit the voters in the file",
    why: 'A write is two statements: both take effect, or none. With too many votes, the first '
      + 'statement of a failed write stayed. With too few, one vote has overwritten another one, '
      + 'or your program counts outside the file.',
    hint: 'What marks the place in the transaction to which a failed write goes back? And does a '
      + 'statement set a number of votes that was read earlier?',
    read: 'https://sqlite.org/lang_savepoint.html',
  },
  'failure-swallowed': {
    title: "A vote that couldn't be stored was acknowledged",
    why: "The first vote of this voter counts, and the second one isn't in the file. The client "
      + 'was told that it counts.',
    hint: 'What becomes of the error of one write: who keeps it until after the commit?',
    read: 'lesson:group-commit',
  },
  'wrong-client': {
    title: 'The refusal went to the wrong client',
    why: 'One voter was refused whose vote is new, and another one was acknowledged who voted '
      + 'twice.',
    hint: 'How does your program find the promise that belongs to an error: are both lists in the '
      + 'same order, and equally long?',
    read: 'lesson:group-commit',
  },
  'server-blamed': {
    title: 'A second vote of the same voter got a 5xx',
    why: 'Nothing is broken: the voter has voted already. The starter turns the error of SQLite '
      + 'into a 409, if it gets to see it.',
    hint: 'With which error is the promise rejected: with that of the write, or with another one?',
    read: 'RFC 9110, section 15.5.10',
  },
  'client-blamed': {
    title: 'A fault of the database got a 4xx',
    why: 'The vote was fine, and the client can only send it again. A 4xx tells it not to.',
    hint: 'With which error is the promise rejected: with the one that SQLite threw, or with your '
      + 'own?',
    read: 'RFC 9110, section 15.6.4',
  },
  'retry-refused': {
    title: 'A vote that got a 503 was sent again, and refused',
    why: 'A 503 means that nothing was stored, and that the client may try again. There was no row '
      + 'for this voter in the file, so your program remembers the first attempt elsewhere.',
    hint: 'What does your program keep outside the database, and who takes it back after an error?',
    read: 'RFC 9110, section 15.6.4',
  },
  'stored-but-refused': {
    title: 'A vote was refused, and yet it is stored',
    why: 'The client believes that it has to vote again, and then hears that it has voted already.',
    hint: 'Which writes does your program reject after an error, and were all of them undone?',
    read: 'lesson:group-commit',
  },
  'undone-but-acknowledged': {
    title: 'An error ended the whole transaction, and votes in it were acknowledged all the same',
    why: 'Some errors, such as a full disk, make SQLite roll back everything since begin: also '
      + 'the writes that had worked.',
    hint: 'After an error in one write: is there still a transaction? Which writes are lost if '
      + 'not?',
    read: 'https://sqlite.org/lang_transaction.html',
  },
  'left-open': {
    title: 'After a transaction that failed, the next vote is not stored',
    why: 'If a commit fails, the transaction is still open, and the next begin is an error. A '
      + 'server has to go on after every fault.',
    hint: 'What does your program do after an error of begin or commit, before the next flush?',
    read: 'lesson:transactions',
  },
} as const satisfies Record<string, Finding>
