// The right type on a plain text.
//#replace
send(response, status, problem,
//#with
send(response, status, detail,
//#end
