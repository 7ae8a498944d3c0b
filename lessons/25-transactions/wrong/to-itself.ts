// Reads both balances, and writes them one after the other.
//#replace
  if (from === to) throw new Refusal(422, 'from and to are the same account')
//#with
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
    if (left < 0) throw new Refusal(409, 'Not enough')
    run('update accounts set balance = ? where id = ?', left, from)
    run('update accounts set balance = ? where id = ?', Number(receiver.balance) + amount, to)
//#end
