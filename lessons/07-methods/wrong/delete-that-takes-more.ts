// Empties the whole map.
//#replace
const wasThere = notes.delete(name)
//#with
const wasThere = notes.has(name)
notes.clear()
//#end
