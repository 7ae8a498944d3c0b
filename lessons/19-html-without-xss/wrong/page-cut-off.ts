// Counts characters.
//#replace
  response.end(page().text)
//#with
  const { text } = page()
  response.setHeader('content-length', text.length)
  response.end(text)
//#end
