// One line of the starter was forgotten.
//#replace
new HttpError(404, 'There is nothing at this address')
//#with
new HttpError(200, 'There is nothing at this address')
//#end
