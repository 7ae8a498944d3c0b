// Makes the changed note and does not keep it.
//#replace
    notes.set(name, changed)
//#with
//#end
