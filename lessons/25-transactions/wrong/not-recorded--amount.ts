// Passes the time for the amount.
//#replace
      from, to, amount, Date.now())
//#with
      from, to, Date.now(), amount)
//#end
