// No statement has a `returning`. To read what a statement changed, a `select` follows it in the
// same batch, with `changes() > 0` in its condition. SQLite alone could do it in one statement, but
// rqlite can't, at least up to 9.4.1: after a `returning` that breaks a rule, it goes on with the
// batch (github.com/rqlite/rqlite/issues/2530), and it returns no rows where its own parser doesn't
// understand the statement.
// Lesson: transactions (tour)

/** Throws when a statement has a `returning`. */
export function refuseReturning(text: string): void {
  if (!/\breturning\b/i.test(text)) return
  throw new Error(`Can't run this: read what it changed with a select, not with returning\n${text}`)
}
