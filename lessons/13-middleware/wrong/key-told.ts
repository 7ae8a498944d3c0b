// A helpful message.
//#replace
text(401, 'Send a key in X-Key',
//#with
text(401, 'Send X-Key: open',
//#end
