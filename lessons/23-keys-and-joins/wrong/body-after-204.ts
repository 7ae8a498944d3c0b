// Sends an object after the head of a 204.
//#replace
response.end(value === undefined ? undefined : JSON.stringify(value))
//#with
response.end(value === undefined ? undefined : JSON.stringify(value))
if (status === 204) response.socket?.write('{}')
//#end
