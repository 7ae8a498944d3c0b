// Takes out every note whose name begins the same way.
//#replace
const wasThere = notes.delete(name)
//#with
const wasThere = notes.has(name)
for (const each of notes.keys()) if (each.startsWith(name)) notes.delete(each)
//#end
