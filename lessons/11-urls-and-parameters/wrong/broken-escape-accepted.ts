// What cannot be decoded stays as it is.
//#replace
    throw new Refusal(400, 'The path has a % that is followed by no number')
//#with
    return segment
//#end
