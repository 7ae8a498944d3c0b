// The mistakes that the check of counting clicks names.

import type { Finding } from '../../src/course/check/finding.ts'
import { neutralFindings } from '../29-create-and-redirect/neutralFindings.ts'

const read = 'lesson:counting-clicks'

export const findings = {
  ...neutralFindings,
  'counts-missing': {
    title: 'The JSON of a link has no numbers for its visits',
    why: 'The owner of a link reads there how many people followed it, and how many robots.',
    hint: 'Which members does the JSON have? Both are numbers, 0 for a new link.',
    read,
  },
  'totals-elsewhere': {
    title: "The numbers in the JSON aren't those in the table links",
    why: 'The totals are columns of the link, so that reading them takes one step, however many '
      + 'visits there were.',
    hint: 'Which statement changes clicks and robots in the table? Does the handler read them for '
      + 'each request, or does it keep an old link?',
    read,
  },
  'person-not-counted': {
    title: "A person followed a link and wasn't counted as a person",
    why: 'Browsers in apps, and on phones, name themselves in many ways. All their users are '
      + 'people.',
    hint: 'Look at the User-Agent that was sent: which of your rules takes it for a robot?',
    read,
  },
  'visit-not-counted': {
    title: "A person's visit wasn't counted, neither as a click nor as a robot's",
    why: 'Several people can have one IP address, and one person can come twice. Each visit '
      + 'counts, and is counted before its response is sent.',
    hint: 'Which statement adds 1 to clicks, and when? For which visits does your program leave it '
      + 'out?',
    read,
  },
  'robot-counted-as-person': {
    title: 'A robot that says what it is was counted as a person',
    why: 'Each time somebody posts a link, several programs look at it first. The owner would see '
      + 'visitors who never came.',
    hint: 'Look at the User-Agent that was sent: capital letters and the place of a word differ.',
    read,
  },
  'nameless-counted-as-person': {
    title: 'A request without a User-Agent was counted as a person',
    why: 'Every browser sends this header. Scripts often leave it out, or send it empty.',
    hint: 'What does your rule say to undefined, and to an empty text?',
    read,
  },
  'prefetch-counted-as-person': {
    title: 'A browser that fetched the link ahead of time was counted as a person',
    why: 'Browsers fetch links that might be clicked next. Nobody has clicked yet.',
    hint: 'Which headers say the purpose of a request? The lesson lists them. Do capitals make a '
      + 'difference for your program?',
    read: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Sec-Purpose',
  },
  'purpose-misread': {
    title: "A person whose browser names another purpose than a prefetch wasn't counted as one",
    why: 'The header alone says nothing: its value has to be prefetch, prerender or preview. '
      + 'Somebody who clicked a link is a person.',
    hint: 'Does your rule look at the value of the header, or only whether it is there?',
    read,
  },
  'head-counted-as-person': {
    title: 'A HEAD request was counted as a person',
    why: 'HEAD asks only whether the link works. Programs do that, not people who click.',
    hint: 'Does your handler know whether the method was GET or HEAD?',
    read: 'RFC 9110, section 9.3.2',
  },
  'robot-not-counted': {
    title: "A robot's visit wasn't counted at all",
    why: 'The second number tells the owner that programs look at the link, and how often.',
    hint: 'Which statement adds 1 to robots, and for which requests does it run?',
    read,
  },
  'robot-not-followed': {
    title: "A robot followed a link without a limit, and wasn't sent to its target",
    why: 'Previews and link checkers look at the page that a link leads to. Only a link with a '
      + 'visit limit sends them no target.',
    hint: 'What does your handler do for a robot if there is no limit?',
    read,
  },
  'others-counted': {
    title: "Something that wasn't a visit to this link was counted",
    why: "A request for a slug that nobody made isn't a visit, and neither is a request to the "
      + 'API. A visit counts for its own link alone.',
    hint: 'Which rows does your update change? Look at its where clause. And which requests does '
      + 'it run for? Those to the API, too?',
    read: 'lesson:sql-and-sqlite',
  },
  'counted-anew': {
    title: 'The number of clicks is worked out anew, and not read from the total',
    why: 'The check set the total to another number, and the next click had to add 1 to it. '
      + 'Counting rows takes longer with each visit, and a number in memory is wrong after a '
      + 'restart.',
    hint: 'Where does your program know the old number from when it writes the new one?',
    read,
  },
  'total-can-be-null': {
    title: 'The database lets a total of a link be null',
    why: 'Null plus 1 is null: from then on, no visit of this link would be counted.',
    hint: 'Which constraint do the columns clicks and robots need, beside a default?',
    read: 'lesson:sql-and-sqlite',
  },
  'address-stored': {
    title: 'The IP address of a visitor is in the database',
    why: 'An IP address is personal data: with it, every visit can be traced to a household. What '
      + "isn't stored can't be stolen.",
    hint: 'Which columns did you add, and which of them does the owner of a link need?',
    read,
  },
  'old-file-broken': {
    title: 'The program does not work with a database file from before this lesson',
    why: 'People have made links already. A step that has run on their file never runs again, so '
      + 'what you add to it is missing there.',
    hint: 'Did you change the step that makes the table, instead of adding a new one at the end?',
    read: 'lesson:migrations',
  },
  'bad-limit-accepted': {
    title: "A visit limit that isn't a whole number from 1 to 1,000,000 was accepted",
    why: 'A limit of 0 or "5" is a mistake of the client. Accepted, it becomes a link that nobody '
      + 'can use, or one without a limit.',
    hint: 'Which values does Number.isInteger accept? And what does typeof say?',
    read: 'lesson:status-codes',
  },
  'bad-limit-status': {
    title: 'A bad visit limit got another status than 422',
    why: 'It is the client that sent something wrong: a 422 says so. A 5xx says that the server '
      + 'has a bug.',
    hint: 'Does your program check the number before the database gets it?',
    read: 'lesson:status-codes',
  },
  'good-limit-refused': {
    title: 'A good visit limit was refused',
    why: 'Whole numbers from 1 to 1,000,000 are good, and null means that there is no limit.',
    hint: 'Try the smallest and the greatest number, and null.',
    read: 'lesson:status-codes',
  },
  'limit-not-shown': {
    title: "The JSON of a link doesn't show its visit limit",
    why: 'The client reads there whether the link will stop working: a number, or null.',
    hint: 'Is the limit stored, read again, and written to the JSON?',
    read,
  },
  'over-the-limit': {
    title: 'More people got to the target than the limit allows',
    why: 'Between reading the number and writing it, another copy of your program can count, too. '
      + 'The check sends fifty visitors at once to two copies, or counts in the file itself.',
    hint: 'Can the database compare and count in one statement?',
    read: 'lesson:transactions',
  },
  'used-up-without-limit': {
    title: 'A link without a visit limit is used up',
    why: 'The limit is null, and null compared with a number is never true in SQL: the update '
      + 'changes no row. With a limit of 0, it changes none either.',
    hint: 'What is stored for a link without a limit, and what does your condition say about it?',
    read,
  },
  'limit-too-late': {
    title: 'Another person got to the target after the limit was reached',
    why: 'They came one after the other, so nobody was in between: the comparison is wrong, or '
      + "isn't made.",
    hint: 'Compare clicks with the limit before the visit: is it < or <=?',
    read,
  },
  'failed-at-once': {
    title: 'While other visits were counted, one got neither the target nor a 410',
    why: 'Another program wrote to the database at the same time: a copy of yours, or the check. A '
      + 'transaction that reads first and writes later fails when another one has written in '
      + 'between.',
    hint: "Look at your program's output: which statement failed, and with which error? Does the "
      + 'database have a timeout?',
    read: 'lesson:transactions',
  },
  'limit-too-early': {
    title: 'Fewer people got to the target than the limit allows',
    why: 'The link was promised to as many people as its limit says.',
    hint: 'Compare clicks with the limit before the visit: is it < or <=?',
    read,
  },
  'used-up-status': {
    title: 'A link that is used up got another status than 410',
    why: '410 says that the link was here, and is gone for good. 404 says that nobody knows it.',
    hint: 'How does your program tell a link that is used up from one that was never made?',
    read: 'RFC 9110, section 15.5.11',
  },
  'used-up-kept': {
    title: 'The 410 of a used-up link may be kept by caches',
    why: 'Without no-store, a cache may keep a 410 and send it again, even after the owner has '
      + 'raised the limit.',
    hint: 'Which headers does this error have?',
    read: 'RFC 9110, section 15.1',
  },
  'refused-counted': {
    title: 'People who were refused are counted',
    why: "The number of clicks is how many got to the target, so it can't be above the limit. And "
      + "a person who comes too late isn't a robot.",
    hint: 'What does the update do when the limit is reached? Does another one run after it?',
    read,
  },
  'robot-past-limit': {
    title: 'A robot got to the target of a link with a visit limit',
    why: "Its visit doesn't count, so it could come as often as it likes: anyone who calls "
      + 'themselves a robot would get around the limit.',
    hint: 'What does the statement for robots return when the link has a limit?',
    read,
  },
  'robot-failed': {
    title: 'A robot on a link with a visit limit made your program fail',
    why: 'A 5xx says that the server has a bug. Any status below 500, such as 403, says that there '
      + 'is no target for robots.',
    hint: 'Which error did your program print? What does the statement for robots return?',
    read: 'lesson:status-codes',
  },
  'limit-used-by-robot': {
    title: 'Robots used up a visit limit before the first person came',
    why: 'The preview in a chat would open a link that was meant for one person.',
    hint: 'Which of the two numbers is compared with the limit?',
    read,
  },
  'response-too-early': {
    title: 'The response was sent before the click was stored',
    why: 'A response is a promise that its click is stored, which a crash could break. The check '
      + "reads the numbers at once, and holds the database's lock, so that nothing can be stored.",
    hint: 'Does the handler wait for the statement, and is it the statement that counts?',
    read: 'lesson:group-commit',
  },
  'clicks-lost': {
    title: 'Clicks that got a response are missing',
    why: 'Each response says that the visit is counted. A crash must not change that.',
    hint: 'What happens between a click and the disk: is anything kept in memory for later? And '
      + 'what does your program do with the table when it starts?',
    read: 'lesson:group-commit',
  },
  'counted-twice': {
    title: 'More visits are counted than were made',
    why: 'The owner would see visitors who never came.',
    hint: 'How often does your statement run for one request? And at the start of the program?',
    read,
  },
} as const satisfies Record<string, Finding>
