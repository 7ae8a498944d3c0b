// One line was forgotten.
//#replace
new HttpError(404, `There
//#with
new HttpError(200, `There
//#end
