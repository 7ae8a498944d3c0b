// Counts the notes, so after a DELETE it comes to a number that is taken.
//#replace
    do lastNumber += 1
    while (notes.has(`note-${lastNumber}`))
//#with
    lastNumber = notes.size + 1
//#end
