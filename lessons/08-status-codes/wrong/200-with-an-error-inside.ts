// Success, and an error as the body.
//#replace
throw new HttpError(404, `There is no book ${word}`)
//#with
return send(response, 200, { error: `There is no book ${word}` })
//#end
