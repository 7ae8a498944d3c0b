// One list for all requests.
//#replace
// The tags and the limit
//#with
const allTags: string[] = []

// The tags and the limit
//#end
//#replace
{ tags: query.getAll('tag'),
//#with
{ tags: (allTags.push(...query.getAll('tag')), allTags),
//#end
