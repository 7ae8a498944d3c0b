// Answers with the new note and does not say where it is.
//#replace
    response.setHeader('location', `/notes/${name}`)
//#with
//#end
