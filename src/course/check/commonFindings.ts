// Mistakes that any program can make, whatever the lesson: it does not start, does not listen, does
// not respond, or doesn't send HTTP. A lesson may give its own texts for the same name.

import type { Finding } from './finding.ts'

export type CommonId = keyof typeof commonFindings

export const commonFindings = {
  'wrong-node': {
    title: 'Your program was started by a Node that is too old',
    why: 'Only Node 22.18 and later read TypeScript without help. Groundwork brings its own Node.',
    hint: 'Did you start it with npm run learn? Then which --command did you give?',
    read: 'lesson:start-here',
  },
  'command-not-found': {
    title: 'The command could not be started',
    why: 'The shell found no program with this name.',
    hint: 'Does the same command work in your terminal, in the folder of the exercise?',
    read: 'lesson:start-here',
  },
  'syntax-error': {
    title: 'Your program cannot be read, so no line of it ran',
    why: 'The whole text is read before the first line runs. One quote or bracket too few, or an '
      + 'import that does not exist, and nothing starts.',
    hint: 'Look at the line that is named, and at the one before it: what is too much, or missing?',
    read: 'lesson:start-here',
  },
  'crashed-at-start': {
    title: 'Your program ended before it listened',
    why: 'A program that throws an error and does not catch it is ended, and nobody answers.',
    hint: 'What does the error say, and which line of your own file does it name?',
    read: 'lesson:start-here',
  },
  'ended-at-start': {
    title: 'Your program ended without listening',
    why: 'Node ends when there is nothing left to wait for. A server that listens gives it '
      + 'something.',
    hint: 'Is listen called? Is it called on every path through the file?',
    read: 'lesson:start-here',
  },
  'never-listening': {
    title: 'Your program runs, but it listens nowhere',
    why: 'A client can only connect to a port on which a program listens.',
    hint: 'Which line of your program says listen, and does the program ever get there?',
    read: 'lesson:what-happens-when-you-open-a-url',
  },
  'hard-coded-port': {
    title: 'Your program listens on a port of its own choice',
    why: 'A server is told which port to use when it starts, in the variable PORT. With a fixed '
      + "number, two servers can't run at once, and no hosting service can run yours.",
    hint: 'Where does the number in listen(…) come from? PORT is written in capitals.',
    read: 'lesson:start-here',
  },
  'port-busy': {
    title: 'The port that your program wanted is taken',
    why: 'Two programs cannot listen on the same port: EADDRINUSE.',
    hint: 'Is an older run of your program still open in another window?',
    read: 'lesson:start-here',
  },
  'wrong-address': {
    title: 'Your program listens, but not on the address that clients use',
    why: 'A program that listens on one address of a machine is not reached on the others.',
    hint: 'Does listen get a host name beside the port? What happens without it?',
    read: 'lesson:what-happens-when-you-open-a-url',
  },
  crashed: {
    title: 'Your program crashed while it answered',
    why: 'One request ended the whole server, and with it all the others that were under way.',
    hint: 'What does the error say, and which line of your own file does it name?',
    read: 'lesson:hello-http',
  },
  exited: {
    title: 'Your program ended while it should have answered',
    why: 'A server goes on after a request: the next one is already on its way.',
    hint: 'Which line ends the program? Look for process.exit, or for a server that is closed.',
    read: 'lesson:hello-http',
  },
  'stopped-listening': {
    title: 'Your program listened, and then it stopped',
    why: 'A port on which nobody listens any more refuses every client.',
    hint: 'What closes your server? Look for server.close().',
    read: 'lesson:what-happens-when-you-open-a-url',
  },
  'no-answer': {
    title: 'Your program took the request and never answered',
    why: 'The client waits, with a spinning wheel, until one of the two gives up.',
    hint: 'Does every path through your code end the reply?',
    read: 'lesson:hello-http',
  },
  'closed-without-answer': {
    title: 'Your program closed the connection without an answer',
    why: 'A client cannot tell a refusal from a broken cable. HTTP has a status for every case.',
    hint: 'What does your code do with a request that it does not expect?',
    read: 'lesson:anatomy-of-http',
  },
  'not-http': {
    title: 'What came back is not HTTP',
    why: 'A client reads the first line to learn the version and the status. Without them it gives '
      + 'up.',
    hint: 'Does the first line look like HTTP/1.1 200 OK?',
    read: 'lesson:anatomy-of-http',
  },
  'half-answer': {
    title: 'The answer stops in the middle',
    why: 'A client waits for the rest, and at the end it throws away what it has.',
    hint: 'What does the head promise, and what came? Compare the length with the bytes after the '
      + 'blank line.',
    read: 'lesson:anatomy-of-http',
  },
  'endless-answer': {
    title: 'The answer does not end',
    why: 'Without a length, and without an end of the connection, no client knows when it has all.',
    hint: 'What tells a client where your answer ends?',
    read: 'lesson:anatomy-of-http',
  },
  'ignores-sigterm': {
    title: 'Your program went on after SIGTERM',
    why: 'A hosting service sends SIGTERM before it starts a new version. A program that is still '
      + 'there some seconds later is killed in the middle of its work.',
    hint: 'What does your program do after it got the signal? Which connection or timer keeps it?',
    read: 'lesson:deploying',
  },
  'not-started-again': {
    title: "Your program ran once, but it didn't start again",
    why: 'Every program is restarted at some point, after an update or a crash. It then finds the '
      + 'files that it wrote before.',
    hint: 'What does the program find at its second start that was not there at the first?',
    read: 'lesson:deploying',
  },
  'no-second-copy': {
    title: 'A second copy of your program could not start beside the first',
    why: 'One copy uses one processor. Servers run several copies, and an update starts the new '
      + 'one before the old one ends.',
    hint: 'What do the copies share, except the database: a port, a file, a lock?',
    read: 'lesson:outgrowing-one-machine',
  },
  'no-database-file': {
    title: 'There is no database in the file that DATABASE names',
    why: 'What is only in memory, or in a file somewhere else, is missing when the program is '
      + 'started on another machine or with another file.',
    hint: 'Which name does your program open the database with? DATABASE is written in capitals.',
    read: 'lesson:sql-and-sqlite',
  },
  'unreadable-database': {
    title: "The database of your program can't be read as the lesson asks",
    why: 'The check looks into the file that DATABASE names, in the tables that the lesson '
      + 'prescribes.',
    hint: 'What does the error say: is a table or a column missing, or is its name another one?',
    read: 'lesson:sql-and-sqlite',
  },
  'too-slow': {
    title: 'This step took too long',
    why: 'Something waits for something that does not come.',
    hint: 'Does the last exchange below have an answer?',
    read: 'lesson:hello-http',
  },
} as const satisfies Record<string, Finding>
