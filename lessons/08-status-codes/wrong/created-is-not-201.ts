// All went well, so 200.
//#replace
send(response, 201, books
//#with
send(response, 200, books
//#end
