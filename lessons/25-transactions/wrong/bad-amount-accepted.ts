// A negative amount takes money from the other account.
//#replace
 || amount < 1) throw
//#with
) throw
//#end
