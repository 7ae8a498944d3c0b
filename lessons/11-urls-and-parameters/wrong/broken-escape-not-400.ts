// Sends 404 for every URL that it cannot read.
//#replace
    throw new Refusal(400, `The path has a malformed escape in ${JSON.stringify(segment)}`)
//#with
    throw new Refusal(404, 'There is nothing at this URL')
//#end
