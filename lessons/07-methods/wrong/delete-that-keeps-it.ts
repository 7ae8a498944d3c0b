// Says that it is gone.
//#replace
const wasThere = notes.delete(name)
//#with
const wasThere = notes.has(name)
//#end
