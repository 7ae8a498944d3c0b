// Takes the money before the transaction begins, after it has looked for both accounts.
//#replace
  inTransaction(() => {
    const debit = 'update accounts set balance = balance - ? where id = ? and balance >= ?'
    if (run(debit, amount, from, amount).changes === 0) {
      findAccount(from)
      throw new Refusal(409, `Account ${from} has less than ${amount}`)
    }
//#with
  findAccount(to)
  const debit = 'update accounts set balance = balance - ? where id = ? and balance >= ?'
  if (run(debit, amount, from, amount).changes === 0) {
    findAccount(from)
    throw new Refusal(409, `Account ${from} has less than ${amount}`)
  }
  inTransaction(() => {
//#end
