// A single tag isn't a list, as in Express.
//#replace
  return { tags: query.getAll('tag'), limit: limit === null ? 20 : readNumber(limit, 400) }
//#with
  const all = query.getAll('tag')
  const tags = all.length === 1 ? all[0] : all
  return { tags, limit: limit === null ? 20 : readNumber(limit, 400) }
//#end
