// Waits for an end that never comes.
//#replace
    request.on('close', () => reject(new Refusal(400, 'The body is incomplete')))
//#with
//#end
