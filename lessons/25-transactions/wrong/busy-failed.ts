// Begins by reading, and becomes a writer later.
//#replace
begin immediate
//#with
begin
//#end
//#replace
    const debit = 'update
//#with
    findAccount(from)
    const debit = 'update
//#end
