// The row is added after the commit.
//#replace
    run('insert into transfers (sender, receiver, amount, time) values (?, ?, ?, ?)',
      from, to, amount, Date.now())
  })
//#with
  })
  run('insert into transfers (sender, receiver, amount, time) values (?, ?, ?, ?)',
    from, to, amount, Date.now())
//#end
