// Doesn't catch what JSON.parse throws.
//#replace
throw errors.brokenJson()
//#with
throw new SyntaxError('Unexpected end of JSON input')
//#end
