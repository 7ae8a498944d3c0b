// Counts only requests for addresses that have an account.
//#file reset.ts
//#replace
  // Nobody's mailbox is filled by somebody else.
  buckets.take({ name: `reset of ${address}`, most: 5, secondsPerToken: 600 })
  const user = users.findByEmail(address)?.user
  if (user === undefined) return

//#with
  const user = users.findByEmail(address)?.user
  if (user === undefined) return
  buckets.take({ name: `reset of ${address}`, most: 5, secondsPerToken: 600 })

//#end
