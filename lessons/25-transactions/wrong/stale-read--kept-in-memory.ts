// The balances are read once, and kept in a variable.
//#replace
    if (run(debit, amount, from, amount).changes === 0) {
      findAccount(from)
//#with
    const balance = balances.get(from) ?? Number(findAccount(from).balance)
    balances.set(from, balance - amount)
    run('update accounts set balance = balance - ? where id = ?', amount, from)
    if (balance < amount) {
      balances.set(from, balance)
//#end
//#replace
    if (run(credit, amount, to).changes === 0) throw new Refusal(404, `No account ${to}`)
//#with
    balances.set(to, (balances.get(to) ?? Number(findAccount(to).balance)) + amount)
    run(credit, amount, to)
//#end
//#replace
// Runs the statements of `work`
//#with
const balances = new Map<number, number>()

// Runs the statements of `work`
//#end
