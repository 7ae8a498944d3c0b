// 302 is the redirect that everybody knows.
//#replace
send(response, 308, undefined
//#with
send(response, 302, undefined
//#end
