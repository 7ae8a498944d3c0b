// Waits for an end that never comes.
//#replace
    request.on('close', () => reject(new Refusal(400, 'The body broke off')))
//#with
//#end
