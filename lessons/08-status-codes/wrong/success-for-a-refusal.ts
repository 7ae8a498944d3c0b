// Makes the error, and forgets to throw it.
//#replace
if (role !== 'librarian') throw errors.notAllowed()
//#with
if (role !== 'librarian') errors.notAllowed()
//#end
