// The catcher stands outside, so its replies pass nobody.
//#replace
[requestId, timing, errors, trace('outer'), trace('inner'), guard],
//#with
[errors, requestId, timing, trace('outer'), trace('inner'), guard],
//#end
