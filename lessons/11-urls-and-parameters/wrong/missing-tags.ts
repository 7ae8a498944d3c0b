// Takes the one tag that get finds, or null.
//#replace
tags: query.getAll('tag')
//#with
tags: [query.get('tag')]
//#end
