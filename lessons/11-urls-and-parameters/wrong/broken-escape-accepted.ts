// What cannot be decoded stays as it is.
//#replace
    throw new Refusal(400, `The path has a malformed escape in ${JSON.stringify(segment)}`)
//#with
    return segment
//#end
