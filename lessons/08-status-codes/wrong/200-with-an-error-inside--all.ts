// The problem document is right, and the head says 200.
//#replace
send(response, status, problem,
//#with
send(response, 200, problem,
//#end
