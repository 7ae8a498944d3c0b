// Finds the notes in the decoded path, and only the files in its segments.
//#replace
  const segments = target.slice(0, end).split('/').slice(1).map(decode)
//#with
  const note = /^\/notes\/([^/]+)$/.exec(decode(target.slice(0, end)))
  if (note?.[1]) return { id: readNumber(note[1], 404) }
  const segments = target.slice(0, end).split('/').slice(1).map(decode)
//#end
