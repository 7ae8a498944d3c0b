// No condition at all.
//#replace
 and balance >= ?'
//#with
'
//#end
//#replace
    if (run(debit, amount, from, amount).changes
//#with
    if (run(debit, amount, from).changes
//#end
