// Lets the trigger's error reach the client as a mistake of the server.
//#file users.ts
//#replace
    throw new HttpError(409, 'This is the last administrator: make another one first')
//#with
    throw error
//#end
