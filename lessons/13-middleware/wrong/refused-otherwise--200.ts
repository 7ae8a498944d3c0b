// Refuses in the body only.
//#replace
text(401, 'Send a key in X-Key', { 'www-authenticate': 'Key realm="admin"' })
//#with
text(200, 'Send a key in X-Key')
//#end
