// Looks whether there is a token left, and takes it once the password turned out to be wrong.
//#file buckets.ts
//#replace
  const remove =
//#with
  const putBack = database.prepare('update buckets set tokens = tokens + 1 where key = ?')
  const remove =
//#end
//#replace
    fill: (name)
//#with
    look(bucket) {
      this.take(bucket)
      putBack.run(keyOf(bucket.name))
    },
    fill: (name)
//#end
//#file attempts.ts
//#replace
    enter({ email, client, user }) {
//#with
    enter({ email, client, user }, isWrong) {
//#end
//#replace
      buckets.take({ ...limit, name })
//#with
      if (isWrong) buckets.take({ ...limit, name })
      else buckets.look({ ...limit, name })
//#end
//#file credentials.ts
//#replace
  throw unauthorized('This email
//#with
  attempts.enter(attempt, true)
  throw unauthorized('This email
//#end
