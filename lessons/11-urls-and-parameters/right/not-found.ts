// Answers every address that it cannot read with 404.
//#replace
throw new Refusal(400, 'The path has a % that is followed by no number')
//#with
throw new Refusal(404, 'There is nothing at this address')
//#end
