// A mistake with a name, and what to say to a learner who made it.

/** A mistake that a check can name. All texts are sentences for somebody who just made it. */
export type Finding = {
  /** What is wrong, in one line: `You responded with 200 to a POST that created something`. */
  title: string
  /** Why it is wrong, or what it does to a client. */
  why: string
  /** A question or a pointer, never the solution. */
  hint: string
  /** Where to read: `RFC 9110, section 15.3.2`, or `lesson:status-codes`. */
  read: string
}
