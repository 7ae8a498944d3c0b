// Reads first and decides then, in a transaction that began as a writer. The balance is checked by
// the table too, and the statements are prepared once.
//#replace
    balance integer not null
//#with
    balance integer not null check (balance >= 0)
//#end
//#replace
    const debit = 'update accounts set balance = balance - ? where id = ? and balance >= ?'
    if (run(debit, amount, from, amount).changes === 0) {
      findAccount(from)
      throw new Refusal(409, `Account ${from} has less than ${amount}`)
    }
    const credit = 'update accounts set balance = balance + ? where id = ?'
    if (run(credit, amount, to).changes === 0) throw new Refusal(404, `No account ${to}`)
//#with
    const [sender, receiver] = [findAccount(from), findAccount(to)]
    const left = Number(sender.balance) - amount
    if (left < 0) throw new Refusal(422, 'Not enough')
    setBalance.run(left, from)
    setBalance.run(Number(receiver.balance) + amount, to)
//#end
//#replace
type Transfer =
//#with
const setBalance = database.prepare('update accounts set balance = ? where id = ?')

type Transfer =
//#end
