// Answers with an empty success where there is no book.
//#replace
  if (book === undefined) throw new HttpError(404, `There is no book ${word}`)
//#with
  if (book === undefined) return send(response, 200)
//#end
