// Mistakes that any program can make, in every lesson: it doesn't start, listen or respond, or what
// it sends isn't HTTP. A lesson may give its own texts for the same name.

import type { Finding } from './finding.ts'

export type CommonId = keyof typeof commonFindings

export const commonFindings = {
  'wrong-node': {
    title: 'Your program was started by a version of Node that is too old',
    why: 'Only Node 22.18 and later can run TypeScript directly. Groundwork brings its own Node.',
    hint: 'Did you start it with npm run learn? If you used --command, which Node does that start?',
    read: 'lesson:start-here',
  },
  'command-not-found': {
    title: 'The command could not be started',
    why: 'The shell found no program with this name.',
    hint: 'Does the same command work in your terminal, in the folder of the exercise?',
    read: 'lesson:start-here',
  },
  'syntax-error': {
    title: 'Your program has a syntax error, so no line of it ran',
    why: 'The whole file is read before its first line runs. A missing quote or bracket is enough '
      + "to stop it, or an import of something that doesn't exist. Node only removes types, so it "
      + 'also refuses TypeScript such as enum.',
    hint: 'Look at the line that is named, and at the one before it. What is missing, or too much?',
    read: 'lesson:start-here',
  },
  'crashed-at-start': {
    title: 'Your program crashed before it listened',
    why: 'An error that nobody catches ends the program, and then no client gets a response.',
    hint: 'What does the error say, and which line of your own file does it name?',
    read: 'lesson:start-here',
  },
  'ended-at-start': {
    title: 'Your program ended without listening',
    why: 'Node ends a program that has nothing left to wait for. A server that listens waits for '
      + 'connections, so it keeps running.',
    hint: 'Does your program call listen? Does it get there every time?',
    read: 'lesson:start-here',
  },
  'never-listening': {
    title: "Your program runs, but it doesn't listen on any port",
    why: 'A client can only connect to a port on which a program listens.',
    hint: 'Which line of your program calls listen, and does the program ever get there?',
    read: 'lesson:what-happens-when-you-open-a-url',
  },
  'hard-coded-port': {
    title: 'Your program listens on a port of its own choice',
    why: 'A server is told which port to use when it starts, in the variable PORT. With a fixed '
      + "number, two servers can't run at once, and a hosting service can't run yours.",
    hint: 'Where does the number in listen(…) come from? The name PORT is in capitals.',
    read: 'lesson:start-here',
  },
  'port-busy': {
    title: 'The port that your program wanted is already in use',
    why: "Two programs can't listen on the same port. The second one gets the error EADDRINUSE.",
    hint: 'Is your program still running in another window?',
    read: 'lesson:start-here',
  },
  'wrong-address': {
    title: 'Your program listens, but not on the IP address that clients use',
    why: 'A machine has several IP addresses. A program that listens on one of them '
      + "can't be reached on the others.",
    hint: 'Do you pass a host name to listen, next to the port? What happens without it?',
    read: 'lesson:what-happens-when-you-open-a-url',
  },
  crashed: {
    title: 'Your program crashed while it handled a request',
    why: 'One request ended the whole server, and with it all the others that were in progress.',
    hint: 'What does the error say, and which line of your own file does it name?',
    read: 'lesson:hello-http',
  },
  exited: {
    title: 'Your program ended when it should have responded',
    why: 'A server keeps running after a request, because the next one is already on its way.',
    hint: 'Which line ends the program? Look for process.exit, or for a server that is closed.',
    read: 'lesson:hello-http',
  },
  'stopped-listening': {
    title: 'Your program listened, and then it stopped',
    why: 'When no program listens on a port any longer, every connection to it is refused.',
    hint: 'What closes your server? Look for server.close().',
    read: 'lesson:what-happens-when-you-open-a-url',
  },
  'no-answer': {
    title: 'Your program received the request and never responded',
    why: 'The client waits, with a spinning wheel, until one of the two sides gives up.',
    hint: 'Does every path through your code end the response?',
    read: 'lesson:hello-http',
  },
  'closed-without-answer': {
    title: 'Your program closed the connection without a response',
    why: "A client can't tell a refusal from a broken cable. HTTP has a status for every case.",
    hint: "What does your code do with a request that it doesn't expect?",
    read: 'lesson:anatomy-of-http',
  },
  'not-http': {
    title: "What your program sent isn't HTTP",
    why: 'A client reads the version and the status from the first line, and a header from each '
      + "line after it. If it can't read one of them, it can only give up.",
    hint: 'Does the first line look like HTTP/1.1 200 OK? Does each other line of the head have a '
      + 'name and a colon, and end with \\r\\n? Does only one of them say where the body ends?',
    read: 'lesson:anatomy-of-http',
  },
  'half-answer': {
    title: 'The response stops in the middle',
    why: 'A client waits for the rest. When it gives up, it throws away what it has.',
    hint: 'What does the head promise, and what came? Compare the length with the number of bytes '
      + 'after the blank line.',
    read: 'lesson:anatomy-of-http',
  },
  'endless-answer': {
    title: "The response doesn't end",
    why: 'Without a length, and while the connection stays open, no client knows when it has '
      + 'everything.',
    hint: 'What tells a client where your response ends?',
    read: 'lesson:anatomy-of-http',
  },
  'ignores-sigterm': {
    title: 'Your program went on after SIGTERM',
    why: 'A hosting service sends SIGTERM before it starts a new version. A program that is still '
      + 'there some seconds later is killed in the middle of its work.',
    hint: 'What does your program do after it got the signal? Which connection or timer keeps it?',
    read: 'https://nodejs.org/api/process.html#signal-events',
  },
  'not-started-again': {
    title: "Your program ran once, but it didn't start again",
    why: 'Every program is restarted at some point, after an update or a crash. It then finds the '
      + 'files that it wrote before.',
    hint: 'What does the program find at its second start that was not there at the first?',
    read: 'lesson:sql-and-sqlite',
  },
  'no-second-copy': {
    title: 'A second copy of your program could not start beside the first',
    why: 'One copy uses one processor. Servers run several copies, and an update starts the new '
      + 'one before the old one ends.',
    hint: 'What do the copies share, except the database: a port, a file, a lock?',
    read: 'lesson:keys-and-joins',
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
    why: 'Your program, or the check, was still waiting for something when the time was up.',
    hint: 'Look at the last exchange below. Did your program respond?',
    read: 'lesson:hello-http',
  },
} as const satisfies Record<string, Finding>
