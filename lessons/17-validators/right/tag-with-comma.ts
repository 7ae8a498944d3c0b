// Has a comma in its tags, and compares dates as texts, only for equality.
//#replace
`"${facts.size.toString(36)}-${facts.mtimeMs.toString(36)}"`
//#with
`"${facts.size},${facts.mtimeMs}"`
//#end
//#replace
  const known = tags.split(',').map((one) => one.trim().replace(/^W\//, ''))
  return known.includes(tag) || known.includes('*')
//#with
  return tags.trim() === '*' || (tags.match(/"[^"]*"/g) ?? []).includes(tag)
//#end
//#replace
    const since = Date.parse(headers['if-modified-since'] ?? '')
    return Math.floor(facts.mtimeMs / 1000) * 1000 <= since
//#with
    return headers['if-modified-since'] === facts.mtime.toUTCString()
//#end
