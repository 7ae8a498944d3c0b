// Makes an object of the query: only the last value of each name is left.
//#replace
tags: query.getAll('tag')
//#with
tags: [Object.fromEntries(query).tag].filter((tag) => tag !== undefined)
//#end
