// Decodes what URLSearchParams has decoded already, and keeps what can't be decoded.
//#replace
query.getAll('tag')
//#with
query.getAll('tag').map((tag) => {
    try {
      return decode(tag)
    } catch {
      return tag
    }
  })
//#end
