// Moves money, and doesn't remember why.
//#replace
    run('insert into transfers (sender, receiver, amount, time) values (?, ?, ?, ?)',
      from, to, amount, Date.now())
//#with
//#end
