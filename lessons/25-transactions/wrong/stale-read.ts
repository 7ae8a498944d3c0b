// The condition is in the statement, but the other balance is written as it was read before.
//#replace
  inTransaction(() => {
//#with
  const { balance } = findAccount(to)
  inTransaction(() => {
//#end
//#replace
    const credit = 'update accounts set balance = balance + ? where id = ?'
    if (run(credit, amount, to).changes === 0) throw new Refusal(404, `No account ${to}`)
//#with
    run('update accounts set balance = ? where id = ?', Number(balance) + amount, to)
//#end
